import { topics } from '@recoup/contracts/topics';
import { dataSays } from '@recoup/runtime/change-requests/tables/change-request-guards';
import { changeRequestInvariants } from '@recoup/runtime/change-requests/tables/change-request-invariants';
import type { ControlTotal, Invariant } from '@recoup/runtime/checks/invariants';
import { sql } from 'kysely';
import { glInvariants } from './general-ledger/gl-invariants.ts';

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
    id: 'I1-functional',
    sentence: 'debits equal credits in the functional currency in every journal',
    violations: sql`
      select journal_id::text as what from journal join journal_line using (journal_id)
       group by journal_id having sum(functional_debit_minor - functional_credit_minor) <> 0`,
  },
  {
    id: 'I2-opening',
    sentence: 'what a side opened with and all that moved it since is what is open on it',
    violations: sql`
      select billing_item_detail_id || ' ' || side || ' ' || component as what
        from receivable_side balance
        left join lateral (select coalesce(sum(amount_minor), 0) as minor from receivable_movement movement
                            where movement.billing_item_detail_id = balance.billing_item_detail_id
                              and movement.side = balance.side and movement.component = balance.component) moved on true
       where opening_minor + moved.minor <> open_minor`,
  },
  {
    id: 'I2-functional',
    sentence:
      'what a side is carried at is its opening value and that of all that moved it since, and nothing once nothing is open',
    violations: sql`
      select billing_item_detail_id || ' ' || side || ' ' || component as what
        from receivable_side balance
        left join lateral (select coalesce(sum(functional_minor), 0) as minor from receivable_movement movement
                            where movement.billing_item_detail_id = balance.billing_item_detail_id
                              and movement.side = balance.side and movement.component = balance.component) moved on true
       where opening_functional_minor + moved.minor <> open_functional_minor
          or (open_minor = 0 and open_functional_minor <> 0)`,
  },
  {
    id: 'I2-valued',
    sentence:
      'the receivable lines of the journals of an event are worth what its movements are, by entity and side',
    violations: sql`
      select coalesce(journalled.what, moved.what) as what
        from (select posting_event_id || ' ' || entity || ' ' || side as what,
                     sum(functional_debit_minor - functional_credit_minor) as minor
                from journal join journal_line using (journal_id) where account_role = 'AR'
               group by posting_event_id, entity, side) journalled
        full join (select posting_event_id || ' ' || item.entity || ' ' || movement.side as what, sum(functional_minor) as minor
                     from receivable_movement movement
                     join billing_item_detail using (billing_item_detail_id) join billing_item item using (billing_item_id)
                    where exists (select from journal where journal.posting_event_id = movement.posting_event_id)
                    group by posting_event_id, item.entity, movement.side) moved using (what)
       where journalled.minor is distinct from moved.minor`,
  },
  {
    id: 'I2-receipt',
    sentence:
      'the amount of a write-off receipt is the sum of its applications and of the A/R credit of its journals',
    violations: sql`
      select receipt.cash_receipt_id::text as what
        from write_off_receipt
        join cash_receipt receipt using (cash_receipt_id)
        left join cash_receipt_worksheet worksheet
               on worksheet.cash_receipt_id = receipt.cash_receipt_id and worksheet.kind = 'APPLICATION'
       cross join lateral (select coalesce(sum(amount_minor), 0) as minor from cash_receipt_application applied
                            where applied.worksheet_id = worksheet.worksheet_id) applied
       cross join lateral (select coalesce(sum(credit_minor), 0) as minor from journal join journal_line using (journal_id)
                            where journal.posting_event_id = worksheet.posting_event_id and account_role = 'AR') credited
       where applied.minor <> receipt.amount_minor or credited.minor <> receipt.amount_minor`,
  },
  {
    id: 'I2-execution',
    sentence: 'an executed packet has one receipt, and a receipt belongs to an executed packet',
    violations: sql`
      select coalesce(execution.packet_id, receipt.packet_id)::text as what
        from (select * from write_off_execution where outcome = 'EXECUTED') execution
        full join write_off_receipt receipt on receipt.cash_receipt_id = execution.cash_receipt_id
       where execution.packet_id is null or receipt.packet_id is null`,
  },
  {
    id: 'I2-cleared',
    sentence:
      'a written-off receivable has nothing open, is not an open item, and its packet is executed and not recovered',
    violations: sql`
      select detail.billing_item_detail_id::text as what
        from billing_item_detail detail join billing_item item using (billing_item_id)
       cross join lateral (select coalesce(sum(open_minor), 0) as minor from receivable_side balance
                            where balance.billing_item_detail_id = detail.billing_item_detail_id) open
        left join posting_event executed
               on executed.source_kind = 'PACKET' and executed.source_id = detail.write_off_packet_id
              and executed.transaction_type = 'WRITE_OFF'
       where (write_off_status_cd = 'WRITTEN_OFF' and (open.minor > 0 or open_item_ind))
          or (write_off_status_cd is not null
              and (write_off_status_cd = 'WRITTEN_OFF') is distinct from
                  (executed.posting_event_id is not null and not exists (
                    select from posting_event reversal
                     where reversal.reverses_event_id = executed.posting_event_id)))`,
  },
  {
    id: 'I2-memo',
    sentence:
      'a posting of a packet puts into memo what it clears of each receivable, and takes out what it brings back',
    violations: sql`
      select coalesce(moved.what, memo.what) as what
        from (select source_id || ' ' || posting_event_id || ' ' || billing_item_detail_id as what, sum(amount_minor) as minor
                from posting_event join receivable_movement using (posting_event_id)
               where source_kind = 'PACKET' and kind = 'WRITE_OFF'
               group by source_id, posting_event_id, billing_item_detail_id) moved
        full join (select packet_id || ' ' || posting_event_id || ' ' || billing_item_detail_id as what,
                          sum(amount_minor) as minor
                     from memo_movement group by packet_id, posting_event_id, billing_item_detail_id) memo using (what)
       where memo.minor is distinct from -moved.minor`,
  },
  {
    id: 'I2-open-item',
    sentence: 'an item is open exactly when some side of it is',
    violations: sql`
      select item.billing_item_id::text as what
        from billing_item item
       where open_item_ind <> exists (
               select from billing_item_detail join receivable_side using (billing_item_detail_id)
                where billing_item_id = item.billing_item_id and open_minor > 0)`,
  },
  {
    id: 'I3-undone',
    sentence: 'of an import that was undone nothing is left on any side',
    violations: sql`
      select billing_item_detail_id || ' ' || side || ' ' || component as what
        from (select import_id, billing_item_detail_id, side, component, opening_minor as minor
                from receivable_side join posting_event on posting_event_id = opened_by_event_id
                join import on import_id = source_id where source_kind = 'IMPORT' and import.state = 'UNDONE'
               union all
              select import_id, billing_item_detail_id, side, component, amount_minor
                from receivable_movement join posting_event using (posting_event_id)
                join import on import_id = source_id where source_kind = 'IMPORT' and import.state = 'UNDONE') left_behind
       group by import_id, billing_item_detail_id, side, component having sum(minor) <> 0`,
  },
  {
    id: 'I3-closed-at-source',
    sentence: 'nothing is written off that may be closed at its source',
    violations: sql`
      select candidate_id::text as what from closed_at_source_candidate join billing_item_detail using (billing_item_detail_id)
       where ended_at is null and write_off_status_cd = 'WRITTEN_OFF'`,
  },
  {
    id: 'I3',
    sentence:
      'a recovery reverses every movement and every journal line of its write-off but exchange differences, to the unit',
    violations: sql`
      select coalesce(original.what, reversal.what) as what
        from (select event.posting_event_id, billing_item_detail_id || ' ' || side || ' ' || component as what, amount_minor
                from posting_event event join receivable_movement using (posting_event_id)
               where event.source_kind = 'PACKET'
                 and exists (select from posting_event later where later.reverses_event_id = event.posting_event_id)) original
        full join (select event.reverses_event_id as posting_event_id,
                          billing_item_detail_id || ' ' || side || ' ' || component as what, amount_minor
                     from posting_event event join receivable_movement using (posting_event_id)
                    where event.source_kind = 'PACKET' and event.reverses_event_id is not null) reversal using (posting_event_id, what)
       where original.amount_minor is distinct from -reversal.amount_minor
       union all
      select reversing.journal_id || ' ' || coalesce(original.line_no, mirror.line_no) as what
        from journal reversing
        join journal_line original on original.journal_id = reversing.reverses_journal_id and original.account_role <> 'FX'
        full join (select * from journal_line where account_role <> 'FX') mirror
               on mirror.journal_id = reversing.journal_id and mirror.line_no = original.line_no
       where (reversing.journal_id is not null
              and (original.account_role, original.side, original.department, original.account_id, original.client_id,
                   original.debit_minor, original.credit_minor)
                  is distinct from (mirror.account_role, mirror.side, mirror.department, mirror.account_id, mirror.client_id,
                                    mirror.credit_minor, mirror.debit_minor))`,
  },
  {
    id: 'I5-chain',
    sentence: 'the seals of the log are numbered without a hole and each names the head before it',
    violations: sql`
      select seq::text as what
        from (select seq, prev_hash,
                     lag(sha256('\\x02'::bytea || int8send(seq) || leaf_hash || prev_hash)) over (order by seq) as head,
                     row_number() over (order by seq) as position
                from log_seal) as chained
        left join lateral (select sha256('\\x02'::bytea || int8send(0) || int4send(octet_length(convert_to(ledger_id, 'UTF8')))
                                         || convert_to(ledger_id, 'UTF8')) as head from ledger_identity) begun on true
       where seq <> position or prev_hash is distinct from coalesce(chained.head, begun.head)`,
  },
  {
    id: 'I5-sealed',
    sentence: 'every entry of the log is sealed with its own hash, or waits for it less than a minute',
    violations: sql`
      select event_id::text as what
        from log_entry entry left join log_seal seal using (event_id)
        left join log_unsealed waiting using (event_id)
       where (seal.seq is null and coalesce(waiting.since < now() - interval '1 minute', true))
          or seal.leaf_hash <> entry.leaf_hash`,
  },
  {
    id: 'I5-entry',
    sentence: 'every seal of the log has its entry, of this ledger',
    violations: sql`
      select seal.seq::text as what
        from log_seal seal left join log_entry entry using (event_id) left join ledger_identity using (ledger_id)
       where ledger_identity.ledger_id is null`,
  },
  {
    id: 'I22',
    sentence: 'every decision of the ledger has its entry in the log, with actor and time',
    violations: sql`
      select decided.packet_id::text as what
        from write_off_execution decided
        left join log_entry entry
               on entry.event_id = decided.log_event_id and entry.type = 'write-off.' || lower(decided.outcome)
        left join log_bytes kept using (event_id)
       where entry.event_id is null or entry.actor = '' or entry.recorded_at = ''
          or convert_from(kept.bytes, 'UTF8')::jsonb ->> 'packetId' <> decided.packet_id::text`,
  },
  {
    id: 'I23',
    sentence: 'receipts of a year and journals of an entity and year are numbered from 1 on without a hole',
    violations: sql`
      select number as what
        from (select number, no, row_number() over (partition by kind, entity, year order by no) as position
                from book_number) as numbered
       where no <> position`,
  },
  {
    id: 'I23-sealed',
    sentence: 'every receipt and journal has its own number once it is sealed, and none before',
    violations: sql`
      select coalesce(subject.subject_id, given.subject_id)::text as what
        from (select subject.kind, subject.entity, year, subject_id
                from numbered_subject subject join log_seal on log_seal.event_id = log_event_id) subject
        full join book_number given on (given.kind, given.entity, given.year, given.subject_id)
                                     = (subject.kind, subject.entity, subject.year, subject.subject_id)
       where subject.subject_id is null or given.subject_id is null`,
  },
  {
    id: 'I23-order',
    sentence: 'numbers follow the order of the seals',
    violations: sql`
      select number as what
        from (select number, seq, max(seq) over (partition by given.kind, given.entity, given.year order by no) as reached
                from book_number given
                join numbered_subject subject on (subject.kind, subject.subject_id) = (given.kind, given.subject_id)
                join log_seal on log_seal.event_id = log_event_id) as ordered
       where seq < reached`,
  },
  {
    id: 'I25',
    sentence: 'a party is one with all whom two people declared to be the same, and with nobody else',
    violations: sql`
      select party.party_id::text as what
        from party left join reached_party reached using (party_id)
       where party.one_party_id is distinct from reached.one_party_id`,
  },
  ...glInvariants,
  ...changeRequestInvariants('directory_person'),
  {
    id: 'I26-logged',
    sentence:
      'what is published of a change request stands in the log as it was decided, ten minutes after at the latest',
    violations: sql`
      select change_request_id || ' ' || event.event_type as what
        from change_request request
        join outbox event on (event.topic, event.aggregate_id) = (${topics.changeRequests}, change_request_id)
        left join log_entry entry using (event_id)
        left join log_bytes kept using (event_id)
        left join lateral (select convert_from(kept.bytes, 'UTF8')::jsonb as data) said on true
       where coalesce(event.published_at, event.occurred_at) < now() - interval '10 minutes' and entry.event_id is null
          or kept.event_id is not null
             and ('recoup.' || entry.type || '.v1' <> event.event_type or not (${sql.raw(dataSays('data', 'request'))})
                  or data -> 'decidedBy' ->> 'personId' <> decided_by)`,
  },
];

/** What the packet service must have counted too. */
export const ledgerControlTotals: readonly ControlTotal[] = [
  { name: 'executed', count: sql`select from write_off_execution where outcome = 'EXECUTED'` },
  { name: 'refused', count: sql`select from write_off_execution where outcome = 'REFUSED'` },
  {
    name: 'recovered',
    count: sql`select from posting_event where transaction_type in ('RECOVERY', 'CORRECTION')`,
  },
  { name: 'glPosted', count: sql`select from gl_document where state in ('POSTED', 'POSTED_BY_HAND')` },
  {
    name: 'glOpen',
    count: sql`select from gl_document where state not in ('POSTED', 'POSTED_BY_HAND', 'CANCELLED')`,
  },
  { name: 'openReceivables', count: sql`select from billing_item where open_item_ind` },
];
