import type pg from 'pg';
import { benchPacketId, chosen } from './ledger-execution.ts';
import { logged, receivableEvents } from './set-based-import.ts';

/**
 * The limit of an execution: the same rows written by one statement each, in one transaction. It proves no content and
 * refuses nothing.
 */
export const setBasedExecution = async (client: pg.Client, lines: number): Promise<void> => {
  await client.query('begin');
  for (const statement of [...setup(lines), ...receipt, ...movements, ...journals, ...published])
    await client.query(statement);
  await client.query('commit');
};

const packet = `'${benchPacketId}'`;
const decidedOn = "date '2026-03-31'";

const setup = (lines: number): readonly string[] => [
  `create temp table posting on commit drop as
   select uuidv7() as posting_event_id, uuidv7() as log_event_id, uuidv7() as cash_receipt_id, uuidv7() as worksheet_id`,
  `create temp table line on commit drop as
   select detail.billing_item_detail_id, item.entity, item.department, item.account_id, debtor_id, client_id, side, component,
          open_minor as minor
     from (select * from billing_item_detail
            where billing_item_detail_id in (${chosen} ${lines}) order by billing_item_detail_id for update) as detail
     join billing_item item using (billing_item_id)
     join account using (account_id)
     join receivable_side using (billing_item_detail_id)
    where open_minor > 0`,
  'analyze line',
  `insert into posting_event
     (posting_event_id, transaction_type, source_kind, source_id, source_round, step, recorded_at, actor, approval_hash,
      log_event_id)
   select posting_event_id, 'WRITE_OFF', 'PACKET', ${packet}, 1, '', now(), 'bench', 'bench', log_event_id from posting`,
  `insert into posting_entity (posting_event_id, entity, event_date, accounting_date, period, policy_version)
   select posting_event_id, entity, ${decidedOn}, ${decidedOn}, to_char(${decidedOn}, 'YYYY-MM'), version
     from posting cross join (select distinct entity from line) as entities join policy_version using (entity)`,
];

const receipt: readonly string[] = [
  `insert into cash_receipt
     (cash_receipt_id, receipt_type_cd, currency, amount_minor, value_date, reference, created_at, created_by)
   select cash_receipt_id, 'WRITE_OFF', 'USD', sum(minor), ${decidedOn}, 'bench', now(), 'bench'
     from posting cross join line group by cash_receipt_id`,
  `insert into cash_receipt_status
   select cash_receipt_id, 'A', now(), 'bench', 'the packet was approved' from posting`,
  `insert into write_off_receipt
   select ${packet}, 'bench', 1, cash_receipt_id from posting`,
  `insert into cash_receipt_worksheet
   select worksheet_id, cash_receipt_id, 'APPLICATION', null, posting_event_id, now(), 'bench' from posting`,
  `insert into worksheet_status select worksheet_id, 'A', now(), 'bench', 'the packet was approved' from posting`,
];

/** The database moves the balances, the statuses and the open items by them. */
const movements: readonly string[] = [
  `insert into receivable_movement
   select posting_event_id, billing_item_detail_id, side, component, 'WRITE_OFF', -minor, -minor, worksheet_id, department
     from line cross join posting`,
  `insert into memo_movement
   select posting_event_id, ${packet}, billing_item_detail_id, 'EXECUTED', sum(minor)
     from line cross join posting group by posting_event_id, billing_item_detail_id`,
  `insert into source_echo (posting_event_id, billing_item_detail_id, side, component, expected_minor)
   select posting_event_id, billing_item_detail_id, side, component, -minor from line cross join posting`,
  `update billing_item_detail detail set version = version + 1, updated_at = now(), updated_by = 'bench'
     from (select distinct billing_item_detail_id from line) as own
    where own.billing_item_detail_id = detail.billing_item_detail_id`,
];

const document = `
  select external_id, total_minor,
         convert_to(json_build_object(
           'externalId', external_id, 'tranDate', ${decidedOn}, 'subsidiary', json_build_object('id', '1'),
           'currency', json_build_object('id', '1'), 'memo', 'Write-off, packet "bench"',
           'line', json_build_object('items', items))::text, 'UTF8') as body
    from (select 'WO-' || replace(${packet}, '-', '') || '-USD-' || posted.entity || '-E-1' as external_id) as key
   cross join (
     select sum(debit_minor) as total_minor, json_agg(json_strip_nulls(json_build_object(
              'account', json_build_object('id',
                 case account_role when 'AR' then '119' when 'CPAY' then '201' when 'TAXP' then '205' else '612' end),
              'debit', nullif(debit_minor, 0) / 100.0, 'credit', nullif(credit_minor, 0) / 100.0,
              'memo', concat_ws(' ', account_role,
                 case side when 'REV' then 'revenue' when 'PAY' then 'payable' when 'TAX' then 'tax' else 'fee' end, department),
              'entity', case when debtor_id is not null then json_build_object('id', 'eid:' || number) end))
              order by line_no) as items
       from journal_line left join party on party_id = debtor_id
      where journal_line.journal_id = posted.journal_id) as entry`;

const journals: readonly string[] = [
  `create temp table posted on commit drop as
   select uuidv7() as journal_id, entity from (select distinct entity from line) as entities`,
  `insert into journal_line
     (journal_id, line_no, account_role, side, component, department, account_id, debtor_id, client_id, debit_minor,
      credit_minor, functional_debit_minor, functional_credit_minor)
   select journal_id, row_number() over (partition by journal_id), role, side, component, department, account, debtor, client,
          sum(debit), sum(credit), sum(debit), sum(credit)
     from line join posted using (entity)
    cross join lateral (values
      (case side when 'PAY' then 'CPAY' when 'TAX' then 'TAXP' else 'CLEXP' end, null::uuid, null::uuid,
       case side when 'PAY' then client_id end, minor, 0),
      ('AR', account_id, debtor_id, null, 0, minor)) as entry (role, account, debtor, client, debit, credit)
    group by journal_id, role, side, component, department, account, debtor, client`,
  `insert into journal
   select journal_id, posting_event_id, entity, policy_version, accounting_date, 'USD', 1, 'GL', null, now()
     from posted join posting_entity using (entity) join posting using (posting_event_id)`,
  `insert into gl_document
     (gl_document_id, posting_event_id, journal_id, entity, currency, step, part, external_id, total_minor, body, body_hash,
      body_format, state, next_try_at, correlation_id, created_at, updated_at)
   select uuidv7(), posting_event_id, journal_id, entity, 'USD', 'JOURNAL', 1, external_id, total_minor, body,
          encode(sha256(body), 'hex'), 'NETSUITE', 'PENDING', now(), 'bench', now(), now()
     from posting cross join posted cross join lateral (${document}) as made`,
];

const published: readonly string[] = [
  `insert into write_off_execution
   select ${packet}, 1, 'EXECUTED', null, cash_receipt_id, now(), log_event_id from posting`,
  receivableEvents(
    'recoup.receivable.written-off.v1',
    'billing_item_detail_id in (select billing_item_detail_id from line)',
  ),
  `insert into outbox_sequence values ('recoup.ledger.v1', ${packet}, 1)`,
  `insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
   select uuidv7(), 'recoup.ledger.v1', ${packet}, 1, 'recoup.ledger.write-off-executed.v1', 'bench', now(),
          convert_to(row_to_json(cash_receipt)::text, 'UTF8') from cash_receipt`,
  ...logged('write-off.executed'),
];
