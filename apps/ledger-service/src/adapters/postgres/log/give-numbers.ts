import { LedgerNumberedV1 } from '@recoup/contracts/ledger.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import { type LastNumber, type NumberedSubject, numbersAfter } from '../../../domain/log/book-number.ts';

/**
 * Gives receipts and journals of sealed entries their numbers, in the order of the seals and in the transaction that seals them. No
 * posting waits for a number of another, and what is rolled back has never had one.
 */
export const giveNumbers = async (
  database: Queries,
  outbox: Outbox,
  sealed: readonly string[],
): Promise<void> => {
  const subjects = await database.query<NumberedSubject>(sql`
    select kind, subject.entity, year, subject_id as "subjectId"
      from numbered_subject subject where log_event_id = any (${sealed}::uuid[])
     order by array_position(${sealed}::uuid[], log_event_id), kind desc, subject.entity, subject_id`);
  if (subjects.length === 0) return;
  const last = await database.query<LastNumber>(sql`
    select kind, entity, year, last.no
      from (select distinct * from unnest(${subjects.map(({ kind }) => kind)}::text[],
              ${subjects.map(({ entity }) => entity)}::text[], ${subjects.map(({ year }) => year)}::int[])) as series (kind, entity, year)
     cross join lateral (
       select no from book_number reached
        where reached.kind = series.kind and reached.entity = series.entity and reached.year = series.year
        order by no desc limit 1) last`);
  const numbers = numbersAfter(last, subjects);
  await database.query(sql`
    insert into book_number (kind, entity, year, no, subject_id)
    select * from unnest(${numbers.map(({ kind }) => kind)}::text[], ${numbers.map(({ entity }) => entity)}::text[],
                         ${numbers.map(({ year }) => year)}::int[], ${numbers.map(({ no }) => no)}::int[],
                         ${numbers.map(({ subjectId }) => subjectId)}::uuid[])`);
  const numbered = await numberedPackets(database, sealed);
  await outbox.append(numbered.map((one) => newEvent(LedgerNumberedV1, one.packetId, one)));
};

type NumberedPacket = {
  readonly packetId: string;
  readonly kind: 'WRITE_OFF' | 'RECOVERY' | 'CORRECTION';
  readonly receipt: { readonly cashReceiptId: string; readonly receiptNo: string };
  readonly journals: {
    readonly journalId: string;
    readonly entity: string;
    readonly journalNo: string;
  }[];
};

/** What the postings of packets are called now. A recovery has the receipt of its write-off, which was sealed before it. */
const numberedPackets = (database: Queries, sealed: readonly string[]) =>
  database.query<NumberedPacket>(sql`
    select event.source_id as "packetId", event.transaction_type as kind,
           jsonb_build_object('cashReceiptId', worksheet.cash_receipt_id, 'receiptNo', receipt.number) as receipt,
           (select jsonb_agg(jsonb_build_object('journalId', journal.journal_id, 'entity', journal.entity, 'journalNo', number)
                             order by journal.entity, no)
              from journal join book_number using (journal_id)
             where journal.posting_event_id = event.posting_event_id) as journals
      from posting_event event
      join cash_receipt_worksheet worksheet using (posting_event_id)
      join book_number receipt on receipt.kind = 'RECEIPT' and receipt.subject_id = worksheet.cash_receipt_id
     where event.log_event_id = any (${sealed}::uuid[]) and event.source_kind = 'PACKET'
     order by array_position(${sealed}::uuid[], event.log_event_id)`);
