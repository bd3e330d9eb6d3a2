import type { ControlTotal, Invariant } from '@recoup/runtime/checks/invariants';
import { sql } from 'kysely';

/** What must hold in the books, by the numbers of the invariants in docs/rules.md. */
export const ledgerInvariants: readonly Invariant[] = [
  {
    id: 'I1',
    sentence: 'debits equal credits in every journal',
    violations: sql`
      select journal_id::text as what from journal left join journal_line using (journal_id)
       group by journal_id having coalesce(sum(debit_minor - credit_minor), 1) <> 0`,
  },
  {
    id: 'I2-receipt',
    sentence: 'a receipt has one write-off worksheet, and its amount is the sum of its applications',
    violations: sql`
      select receipt.receipt_no as what
        from cash_receipt receipt
        left join cash_receipt_worksheet worksheet
               on worksheet.cash_receipt_id = receipt.cash_receipt_id and worksheet.kind = 'WRITE_OFF'
        left join cash_receipt_application applied using (worksheet_id)
       group by receipt.cash_receipt_id
      having count(distinct worksheet_id) <> 1 or coalesce(sum(applied.amount_minor), 0) <> max(receipt.amount_minor)`,
  },
  {
    id: 'I2-execution',
    sentence: 'an executed packet has one receipt, and a receipt belongs to an executed packet',
    violations: sql`
      select coalesce(execution.packet_id, receipt.packet_id)::text as what
        from (select * from write_off_execution where outcome = 'EXECUTED') execution
        full join cash_receipt receipt on receipt.cash_receipt_id = execution.cash_receipt_id
       where execution.packet_id is null or receipt.packet_id is null`,
  },
  {
    id: 'I2-cleared',
    sentence: 'a written-off receivable has nothing open and is not an open item',
    violations: sql`
      select billing_item_detail_id::text as what
        from billing_item_detail join billing_item using (billing_item_id)
       where write_off_status_cd = 'WRITTEN_OFF'
         and (rev_open_minor + pay_open_minor + tax_open_minor + fee_open_minor > 0 or open_item_ind
              or not exclude_from_cecl_ind)`,
  },
  {
    id: 'I3',
    sentence: 'a recovery reverses every application of its write-off, to the unit',
    violations: sql`
      select receipt_no || ' ' || billing_item_detail_id || ' ' || side as what
        from cash_receipt join cash_receipt_worksheet worksheet using (cash_receipt_id)
        join cash_receipt_application applied using (worksheet_id)
       where exists (select from cash_receipt_worksheet reversal
                      where reversal.cash_receipt_id = cash_receipt.cash_receipt_id and reversal.kind = 'REVERSAL')
       group by receipt_no, billing_item_detail_id, side having sum(applied.amount_minor) <> 0`,
  },
  {
    id: 'I4-journal',
    sentence: 'every journal has one document for the general ledger, with its total',
    violations: sql`
      select journal.journal_id::text as what
        from journal
        left join gl_posting posting using (journal_id)
        left join lateral (select sum(debit_minor) as debit from journal_line
                            where journal_line.journal_id = journal.journal_id) line on true
       group by journal.journal_id, line.debit
      having count(posting.gl_posting_id) <> 1 or max(posting.total_minor) <> line.debit`,
  },
  {
    id: 'I5-chain',
    sentence: 'the seals of the log are numbered without a hole and each names the head before it',
    violations: sql`
      select seq::text as what
        from (select seq, prev_hash,
                     lag(sha256('\\x01'::bytea || int8send(seq) || leaf_hash || prev_hash)) over (order by seq) as head,
                     row_number() over (order by seq) as position
                from log_seal) as chained
       where seq <> position or prev_hash <> coalesce(head, decode(repeat('00', 32), 'hex'))`,
  },
  {
    id: 'I5-sealed',
    sentence: 'every entry of the log is sealed with its own hash, or waits for it less than a minute',
    violations: sql`
      select event_id::text as what
        from log_entry entry left join log_seal seal using (event_id)
       where (seal.seq is null and (entry.recorded_at < now() - interval '1 minute'
              or not exists (select from log_unsealed waiting where waiting.event_id = entry.event_id)))
          or seal.leaf_hash <> entry.leaf_hash`,
  },
  {
    id: 'I22',
    sentence: 'every decision of the ledger has its entry in the log, with actor and time',
    violations: sql`
      select decided.packet_id::text as what
        from (select packet_id, count(*) filter (where outcome = 'EXECUTED') as executed,
                     count(*) filter (where outcome = 'REFUSED') as refused
                from write_off_execution group by packet_id) decided
        left join (select convert_from(bytes, 'UTF8')::jsonb ->> 'packetId' as packet_id,
                          count(*) filter (where type = 'write-off.executed') as executed,
                          count(*) filter (where type = 'write-off.refused') as refused
                     from log_entry where type like 'write-off.%' and actor <> '' group by 1) logged
               on logged.packet_id = decided.packet_id::text
       where (decided.executed, decided.refused) is distinct from (logged.executed, logged.refused)`,
  },
  {
    id: 'I21-gl',
    sentence: 'no document for the general ledger is unknown or unsent for longer than ten minutes',
    violations: sql`
      select external_id as what from gl_posting
       where state in ('PENDING', 'SENDING', 'UNKNOWN') and created_at < now() - interval '10 minutes'`,
  },
];

/** What the packet service must have counted too. */
export const ledgerControlTotals: readonly ControlTotal[] = [
  { name: 'executed', count: sql`select from write_off_execution where outcome = 'EXECUTED'` },
  { name: 'refused', count: sql`select from write_off_execution where outcome = 'REFUSED'` },
  { name: 'recovered', count: sql`select from cash_receipt_worksheet where kind = 'REVERSAL'` },
  { name: 'glPosted', count: sql`select from gl_posting where state = 'POSTED'` },
  { name: 'glOpen', count: sql`select from gl_posting where state <> 'POSTED'` },
  { name: 'openReceivables', count: sql`select from billing_item where open_item_ind` },
];
