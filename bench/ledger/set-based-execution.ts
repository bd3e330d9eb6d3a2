import type pg from 'pg';
import { benchPacketId, chosen } from './ledger-execution.ts';
import { receivableEvents } from './set-based-import.ts';

/**
 * The limit of an execution: the same rows written by one statement each, in one transaction. It proves no content and
 * refuses nothing.
 */
export const setBasedExecution = async (client: pg.Client, lines: number): Promise<void> => {
  await client.query('begin');
  for (const statement of [...setup(lines), ...receipt, ...journals, ...published])
    await client.query(statement);
  await client.query('commit');
};

const packet = `'${benchPacketId}'`;

const setup = (lines: number): readonly string[] => [
  `create temp table line on commit drop as
   select detail.billing_item_detail_id, detail.billing_item_id, item.entity, item.department, item.account_id, side,
          amount_minor
     from (select * from billing_item_detail
            where billing_item_detail_id in (${chosen} ${lines}) order by billing_item_detail_id for update) as detail
     join billing_item item using (billing_item_id)
    cross join lateral (values ('REV', rev_open_minor), ('PAY', pay_open_minor), ('TAX', tax_open_minor),
                               ('FEE', fee_open_minor)) as open (side, amount_minor)
    where amount_minor > 0`,
  'analyze line',
];

const receipt: readonly string[] = [
  `insert into cash_receipt
   select uuidv7(), nextval('receipt_number')::text, 'WRITE_OFF', 'A', ${packet}, 1, 'USD', sum(amount_minor),
          '2026-03-31', now(), 'bench', 'bench' from line`,
  `insert into cash_receipt_worksheet
   select uuidv7(), cash_receipt_id, 'WRITE_OFF', 'A', null, now(), 'bench' from cash_receipt`,
  `insert into cash_receipt_application
   select worksheet_id, billing_item_detail_id, side, amount_minor from line cross join cash_receipt_worksheet`,
  `update billing_item_detail detail
      set version = version + 1, rev_open_minor = 0, pay_open_minor = 0, tax_open_minor = 0, fee_open_minor = 0,
          write_off_status_cd = 'WRITTEN_OFF', exclude_from_cecl_ind = true, write_off_packet_id = ${packet}
     from (select distinct billing_item_detail_id from line) as own
    where own.billing_item_detail_id = detail.billing_item_detail_id`,
  `update billing_item item set open_item_ind = false
     from (select distinct billing_item_id from line) as own where own.billing_item_id = item.billing_item_id`,
];

const journals: readonly string[] = [
  `insert into journal
     (journal_id, kind, packet_id, worksheet_id, entity, currency, accounting_date, period, event_date, policy_version,
      credit_loss_method, payable_side, actor, approval_hash, created_at)
   select uuidv7(), 'WRITE_OFF', ${packet}, worksheet_id, entity, 'USD', '2026-03-31', '2026-03', '2026-03-31',
          'default-1', 'DIRECT', 'REVERSE_PAYABLE', 'bench', 'bench', now()
     from (select distinct entity from line) as entities cross join cash_receipt_worksheet`,
  `insert into journal_line (journal_id, line_no, account_code, department, account_id, debit_minor, credit_minor)
   select journal_id, row_number() over (partition by journal_id), entry.account_code, department, debtor,
          sum(debit), sum(credit)
     from line join journal using (entity)
    cross join lateral (values
      (case side when 'PAY' then 'CPAY' when 'TAX' then 'TAXP' else 'CLEXP' end, null::uuid, amount_minor, 0),
      ('AR.' || side, line.account_id, 0, amount_minor)) as entry (account_code, debtor, debit, credit)
    group by journal_id, entry.account_code, department, debtor`,
  `insert into gl_posting
     (gl_posting_id, journal_id, packet_id, kind, entity, currency, total_minor, external_id, state, next_try_at,
      correlation_id, created_at, updated_at)
   select uuidv7(), journal_id, ${packet}, 'WRITE_OFF', entity, 'USD', sum(debit_minor), journal_id::text, 'PENDING',
          now(), 'bench', now(), now()
     from journal join journal_line using (journal_id) group by journal_id, entity`,
];

const published: readonly string[] = [
  `insert into write_off_execution
   select ${packet}, 1, 'EXECUTED', null, cash_receipt_id, now() from cash_receipt`,
  receivableEvents(
    'recoup.receivable.written-off.v1',
    'billing_item_detail_id in (select billing_item_detail_id from line)',
  ),
  `insert into outbox_sequence values ('recoup.ledger.v1', ${packet}, 1)`,
  `insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
   select uuidv7(), 'recoup.ledger.v1', ${packet}, 1, 'recoup.ledger.write-off-executed.v1', 'bench', now(),
          convert_to(row_to_json(cash_receipt)::text, 'UTF8') from cash_receipt`,
  `insert into log_entry
   select uuidv7(), 'bench', 'write-off.executed', 1, 'bench', now()::text, now(), sha256('bench'), sha256('bench')`,
  'insert into log_unsealed (event_id) select event_id from log_entry',
];
