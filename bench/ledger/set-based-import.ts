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
  await client.query('begin');
  await client.query(`
    create temp table staged (item_id uuid default uuidv7(), detail_id uuid default uuidv7(),
      ${[...texts.map((name) => `${name} text`), ...Object.entries(typed).map((column) => column.join(' '))].join(', ')})
      on commit drop`);
  const columns = [...texts, ...Object.keys(typed)].join(', ');
  await client.query(`copy staged (${columns}) from '${file}' with (format csv, header)`);
  for (const statement of [
    ...parties(source),
    ...opening(asOf),
    ...items(source, asOf),
    receivableEvents('recoup.receivable.imported.v1'),
    ...logged('import.committed'),
  ]) {
    await client.query(statement);
  }
  await client.query('commit');
};

const stamps = "now(), 'bench', now(), 'bench'";

const parties = (source: string): readonly string[] => [
  'analyze staged',
  `with made as (
     insert into party (party_id, kind, number, name, created_at, created_by, updated_at, updated_by)
     select uuidv7(), kind, max(number), max(name), ${stamps}
       from staged cross join lateral (values
         ('CLIENT', client_id, client_name), ('DEBTOR', buyer_id, buyer_name), ('AGENT', agent_id, agent_name))
           as named (kind, number, name)
      where number is not null group by kind, lower(number)
     returning party_id, kind, number)
   insert into party_key select kind, '${source}', '', lower(number), party_id from made`,
  `insert into account (account_id, entity, debtor_id, created_at, created_by, updated_at, updated_by)
   select uuidv7(), entity, party_id, ${stamps}
     from (select distinct staged.entity, debtor.party_id from staged ${join('DEBTOR', 'debtor', 'buyer_id')}) as owing`,
  `insert into agreement
     (agreement_id, entity, account_id, deal_key, deal, currency, created_at, created_by, updated_at, updated_by)
   select uuidv7(), staged.entity, account_id, lower(deal), max(deal), currency, ${stamps}
     from staged ${join('DEBTOR', 'debtor', 'buyer_id')} ${account}
    group by staged.entity, account_id, lower(deal), currency`,
];

const join = (kind: string, name: string, number: string): string =>
  `join party_key ${name} on ${name}.kind = '${kind}' and ${name}.number_key = lower(staged.${number})`;
const account = 'join account on account.entity = staged.entity and account.debtor_id = debtor.party_id';

/** The posting event under which the sides open, in months that are opened for it. */
const opening = (asOf: string): readonly string[] => [
  `create temp table posting on commit drop as select uuidv7() as posting_event_id, uuidv7() as log_event_id`,
  `insert into accounting_period
   select distinct entity, to_char(date '${asOf}', 'YYYY-MM'), 'OPEN', now(), 'bench' from staged`,
  `insert into posting_event
     (posting_event_id, transaction_type, source_kind, source_id, source_round, step, recorded_at, actor, log_event_id)
   select posting_event_id, 'OPENING', 'IMPORT', uuidv7(), 0, '', now(), 'bench', log_event_id from posting`,
  `insert into posting_entity (posting_event_id, entity, event_date, accounting_date, period)
   select distinct posting_event_id, entity, date '${asOf}', date '${asOf}', to_char(date '${asOf}', 'YYYY-MM')
     from staged cross join posting`,
];

/** Decimals of the currencies that the sample has. */
const decimals = (currency: string): string =>
  `case ${currency} when 'JPY' then 0 when 'KWD' then 3 else 2 end`;

const items = (source: string, asOf: string): readonly string[] => [
  `insert into billing_item
     (billing_item_id, source, entity, number_key, issue_year, invoice_number, department, client_id, account_id,
      agreement_id, agent_id, invoice_date, currency, open_item_ind, created_at, created_by, updated_at, updated_by)
   select item_id, '${source}', staged.entity, lower(invoice_number), 0, invoice_number, department, client.party_id,
          account.account_id, agreement_id, agent.party_id, invoice_date, staged.currency, true, ${stamps}
     from staged ${join('CLIENT', 'client', 'client_id')} ${join('DEBTOR', 'debtor', 'buyer_id')}
     left ${join('AGENT', 'agent', 'agent_id')} ${account}
     join agreement on agreement.account_id = account.account_id and agreement.deal_key = lower(staged.deal)
      and agreement.currency = staged.currency`,
  `insert into billing_item_detail
     (billing_item_detail_id, billing_item_id, due_date, dispute_open, dispute_reason, import_id, created_at, created_by,
      updated_at, updated_by)
   select detail_id, item_id, due_date, dispute_open, dispute_reason, source_id, ${stamps}
     from staged cross join posting join posting_event using (posting_event_id)`,
  `insert into receivable_sighting (billing_item_detail_id, as_of, import_id)
   select detail_id, '${asOf}', source_id from staged cross join posting join posting_event using (posting_event_id)`,
  `insert into receivable_side
     (billing_item_detail_id, side, component, opened_by_event_id, opening_minor, open_minor, opening_functional_minor,
      open_functional_minor, stated_minor)
   select detail_id, side, '', posting_event_id, minor, minor, functional_minor, functional_minor, minor
     from staged cross join posting join legal_entity on code = entity
    cross join lateral (values ('REV', revenue_amount), ('PAY', payable_amount), ('TAX', tax_amount), ('FEE', fee_amount))
            as stated (side, amount)
    cross join lateral (select amount * 10::numeric ^ (${decimals('currency')}) as minor) as exact
    cross join lateral (select case when functional_currency = currency then minor end as functional_minor) as valued
    where amount > 0`,
];

/** The entry of the log that a posting named. */
export const logged = (type: string): readonly string[] => [
  `insert into log_entry
   select log_event_id, ledger_id, '${type}', 1, 'bench', now()::text, now()::text, sha256('bench'), sha256('bench')
     from posting cross join ledger_identity`,
  "insert into log_bytes select log_event_id, 'bench' from posting",
  'insert into log_unsealed (event_id) select log_event_id from posting',
];

const sideNames = { revenue: 'REV', payable: 'PAY', tax: 'TAX', fee: 'FEE' };

const decimalText = (minor: string): string =>
  `round(coalesce(${minor}, 0) / (10::numeric ^ (${decimals('item.currency')})), ${decimals('item.currency')})::text`;

const amounts = (minor: string): string =>
  `json_build_object(${Object.entries(sideNames)
    .map(([name, side]) => `'${name}', ${decimalText(`${minor}_${side}`)}`)
    .join(', ')})`;

const sumsOfSides = Object.values(sideNames)
  .flatMap((side) => [
    `sum(opening_minor) filter (where side = '${side}') as opening_${side}`,
    `sum(open_minor) filter (where side = '${side}') as open_${side}`,
  ])
  .concat('sum(opening_minor - open_minor) as written_off')
  .join(', ');

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
             'receivableId', billing_item_detail_id, 'version', version, 'source', item.source, 'entity', item.entity,
             'department', department, 'deal', deal,
             'agreement', json_build_object('type', type_code, 'status', agreement.status, 'stopDate', stop_date,
                                            'currentBalance', ${decimalText('current_minor')}),
             'client', json_build_object('clientId', client.party_id, 'number', client.number, 'name', client.name),
             'account', json_build_object('accountId', item.account_id, 'number', debtor.number, 'name', debtor.name),
             'agent', case when agent.party_id is not null
                           then json_build_object('number', agent.number, 'name', agent.name) end,
             'invoiceNumber', invoice_number,
             'invoiceDate', invoice_date, 'dueDate', due_date, 'currency', item.currency,
             'billed', null, 'opening', ${amounts('opening')}, 'open', ${amounts('open')},
             'dispute', json_build_object('open', dispute_open, 'reason', dispute_reason), 'openItem', open_item_ind,
             'writeOffStatus', write_off_status_cd, 'excludeFromCecl', exclude_from_cecl_ind,
             'packetId', write_off_packet_id,
             'writeOff', case when write_off_status_cd = 'WRITTEN_OFF'
                              then json_build_object('packetId', write_off_packet_id, 'amount', ${decimalText('written_off')},
                                                     'on', as_of) end,
             'recovered', null, 'settled', null, 'components', json_build_array(), 'asOf', as_of, 'collectionClass', detail.collection_class,
             'glReference', detail.gl_reference))::text, 'UTF8')
    from (select uuidv7() as event_id, * from billing_item_detail where ${condition}) as detail
    join receivable_sighting using (billing_item_detail_id)
    join (select billing_item_detail_id, ${sumsOfSides}
            from receivable_side where ${condition} group by billing_item_detail_id) as balance
      using (billing_item_detail_id)
    join billing_item item using (billing_item_id)
    join party client on client.party_id = item.client_id
    join account using (account_id)
    join party debtor on debtor.party_id = debtor_id
    join agreement using (agreement_id)
    left join party agent on agent.party_id = agent_id`;
