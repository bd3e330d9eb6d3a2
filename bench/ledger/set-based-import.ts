import type pg from 'pg';

const texts = [
  'entity',
  'department',
  'deal',
  'client_id',
  'client_name',
  'buyer_id',
  'buyer_name',
  'agent_id',
  'agent_name',
  'invoice_number',
];
const typed = {
  invoice_date: 'date',
  due_date: 'date',
  currency: 'char(3)',
  revenue_amount: 'numeric',
  payable_amount: 'numeric',
  tax_amount: 'numeric',
  fee_amount: 'numeric',
  dispute_open: 'boolean',
  dispute_reason: 'text',
};

/**
 * The limit of an import: PostgreSQL reads the file itself and writes the rows of the ledger's own tables with one statement
 * each, events included. It checks nothing that a column does not check, and shows no progress.
 */
export const setBasedImport = async (
  client: pg.Client,
  file: string,
  source: string,
  asOf: string,
): Promise<void> => {
  const columns = [
    ...texts.map((name) => `${name} text`),
    ...Object.entries(typed).map(([name, type]) => `${name} ${type}`),
  ];
  await client.query('begin');
  await client.query(`create temp table staged (${columns.join(', ')}) on commit drop`);
  await client.query(`copy staged from '${file}' with (format csv, header)`);
  for (const statement of parties(source)) await client.query(statement);
  await client.query(items(source, asOf));
  await client.query(receivableEvents('recoup.receivable.imported.v1'));
  await client.query('commit');
};

const parties = (source: string): readonly string[] => [
  'analyze staged',
  `insert into client (client_id, source, number, name)
   select uuidv7(), '${source}', client_id, max(client_name) from staged group by client_id`,
  `insert into account (account_id, source, number, name)
   select uuidv7(), '${source}', buyer_id, max(buyer_name) from staged group by buyer_id`,
  `insert into agreement (agreement_id, account_id, deal)
   select uuidv7(), account_id, deal
     from (select distinct account.account_id, staged.deal
             from staged join account on account.source = '${source}' and account.number = staged.buyer_id) as agreed`,
];

/** Decimals of the currencies that the sample has. */
const decimals = `case currency when 'JPY' then 0 when 'KWD' then 3 else 2 end`;
const minor = ['revenue', 'payable', 'tax', 'fee']
  .map((name) => `${name}_amount * 10::numeric ^ (${decimals})`)
  .join(', ');

const items = (source: string, asOf: string): string => `
  with item as (
    insert into billing_item
      (billing_item_id, source, entity, invoice_number, department, client_id, account_id, agreement_id, agent_number,
       agent_name, invoice_date, due_date, currency, open_item_ind)
    select uuidv7(), '${source}', entity, invoice_number, department, client.client_id, account.account_id,
           agreement.agreement_id, agent_id, agent_name, invoice_date, due_date, currency, true
      from staged
      join client on client.source = '${source}' and client.number = staged.client_id
      join account on account.source = '${source}' and account.number = staged.buyer_id
      join agreement on agreement.account_id = account.account_id and agreement.deal = staged.deal
    returning billing_item_id, entity, invoice_number)
  insert into billing_item_detail
    (billing_item_detail_id, billing_item_id, rev_billed_minor, pay_billed_minor, tax_billed_minor, fee_billed_minor,
     rev_open_minor, pay_open_minor, tax_open_minor, fee_open_minor, dispute_open, dispute_reason, as_of, import_id)
  select uuidv7(), billing_item_id, ${minor}, ${minor}, dispute_open, dispute_reason,
         '${asOf}', uuidv7()
    from item join staged using (entity, invoice_number)`;

const amounts = (kind: string): string =>
  `json_build_object(${[
    ['revenue', 'rev'],
    ['payable', 'pay'],
    ['tax', 'tax'],
    ['fee', 'fee'],
  ]
    .map(
      ([name, side]) =>
        `'${name}', round(${side}_${kind}_minor / (10::numeric ^ (${decimals})), ${decimals})::text`,
    )
    .join(', ')})`;

/** Events that carry receivables as they now stand: all, or those that the condition selects. */
export const receivableEvents = (type: string, condition = 'true'): string => `
  insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
  select event_id, 'recoup.receivables.v1', billing_item_detail_id, version, '${type}', 'bench', now(),
         convert_to(json_build_object(
           'specversion', '1.0', 'id', event_id, 'source', '/recoup/ledger-service',
           'type', '${type}', 'subject', billing_item_detail_id, 'time', now(),
           'dataschema', 'urn:recoup:event:${type}', 'datacontenttype', 'application/json',
           'partitionkey', billing_item_detail_id, 'sequence', version, 'correlationid', 'bench', 'businessdate', as_of,
           'actor', 'bench', 'data', json_build_object(
             'receivableId', billing_item_detail_id, 'version', version, 'source', item.source, 'entity', entity,
             'department', department, 'deal', deal,
             'client', json_build_object('clientId', item.client_id, 'number', client.number, 'name', client.name),
             'account', json_build_object('accountId', item.account_id, 'number', account.number, 'name', account.name),
             'agent', json_build_object('number', agent_number, 'name', agent_name), 'invoiceNumber', invoice_number,
             'invoiceDate', invoice_date, 'dueDate', due_date, 'currency', currency,
             'billed', ${amounts('billed')}, 'open', ${amounts('open')},
             'dispute', json_build_object('open', dispute_open, 'reason', dispute_reason), 'openItem', open_item_ind,
             'writeOffStatus', write_off_status_cd, 'excludeFromCecl', exclude_from_cecl_ind,
             'packetId', write_off_packet_id, 'asOf', as_of, 'collectionClass', collection_class))::text, 'UTF8')
    from (select uuidv7() as event_id, * from billing_item_detail where ${condition}) as detail
    join billing_item item using (billing_item_id)
    join client on client.client_id = item.client_id
    join account on account.account_id = item.account_id
    join agreement using (agreement_id)`;
