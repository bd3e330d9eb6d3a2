import { LedgerWriteOffExecutedV1 } from '@recoup/contracts/ledger.v1';
import { ReceivableWrittenOffV1 } from '@recoup/contracts/receivable.v1';
import { totalOf } from '@recoup/domain/sides';
import { newEvent } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { minorText, sideTexts } from '../../../domain/books/amount-texts.ts';
import type { WriteOffBooking } from '../../../ports/books.ts';
import type { BooksParts } from './books-parts.ts';
import { publishReceivables } from './publish-receivables.ts';
import { recordJournals } from './record-journals.ts';

/** An event has room for so many ids of each kind, whatever the size of the packet. */
const shownIds = 1_000;

/**
 * Books an executed write-off: a fixed number of statements whatever the number of lines. The receivables are locked; that
 * the applications sum to what was decided is checked once more against the rows.
 */
export const recordWriteOff = async (parts: BooksParts, booking: WriteOffBooking): Promise<void> => {
  const { database, outbox, log, now } = parts;
  const { packetId, packetName, round, currency, writeOff, eventDate, contentHash, journals } = booking;
  const [cashReceiptId, worksheetId] = [newId(), newId()];
  const at = now().toISOString();
  const { actor } = currentCause();
  const total = totalOf(writeOff.total);
  const [{ accountingDate, policy }] = journals;
  const ids = writeOff.cleared.map((receivable) => receivable.receivableId);

  const [receipt] = await database.query<{ receipt_no: string }>(sql`
    insert into cash_receipt
      (cash_receipt_id, receipt_no, receipt_type_cd, status_cd, packet_id, packet_round, currency, amount_minor,
       accounting_date, created_at, created_by, packet_name)
    values (${cashReceiptId}, nextval('receipt_number')::text, 'WRITE_OFF', 'A', ${packetId}, ${round}, ${currency},
            ${String(total)}, ${accountingDate}, ${at}, ${actor}, ${packetName})
    returning receipt_no`);
  if (!receipt) throw new Error(`the receipt of packet ${packetId} was not kept`);
  const receiptNo = receipt.receipt_no;
  await database.query(sql`
    insert into cash_receipt_worksheet (worksheet_id, cash_receipt_id, kind, status_cd, created_at, created_by)
    values (${worksheetId}, ${cashReceiptId}, 'WRITE_OFF', 'A', ${at}, ${actor})`);
  const applied = await database.query<{ minor: string }>(sql`
    with added as (
      insert into cash_receipt_application (worksheet_id, billing_item_detail_id, side, amount_minor)
      select ${worksheetId}, detail.billing_item_detail_id, side, amount_minor
        from billing_item_detail detail
       cross join lateral (values ('REV', rev_open_minor), ('PAY', pay_open_minor), ('TAX', tax_open_minor),
                                  ('FEE', fee_open_minor)) as open (side, amount_minor)
       where detail.billing_item_detail_id = any (${ids}::uuid[]) and amount_minor > 0
      returning amount_minor)
    select coalesce(sum(amount_minor), 0)::text as minor from added`);
  if (BigInt(applied[0]?.minor ?? '0') !== total) {
    throw new Error(`the applications of packet ${packetId} do not sum to its receipt`);
  }
  await closeReceivables(parts, packetId, ids);
  const journalIds = await recordJournals(
    parts,
    { packetId, worksheetId, kind: 'WRITE_OFF', eventDate, contentHash },
    journals,
  );
  await database.query(sql`
    insert into write_off_execution (packet_id, round, outcome, cash_receipt_id, decided_at)
    values (${packetId}, ${round}, 'EXECUTED', ${cashReceiptId}, ${at})`);
  await publishReceivables(parts, ReceivableWrittenOffV1, ids);

  const money = { amount: minorText(total, currency), currency };
  await outbox.append([
    newEvent(LedgerWriteOffExecutedV1, packetId, {
      packetId,
      receipt: { cashReceiptId, receiptNo, worksheetId },
      journalIds: [...journalIds],
      accountingDate,
      executedAt: at,
      total: money,
      sides: sideTexts(writeOff.total, currency),
      receivableCount: ids.length,
      dropped: writeOff.dropped.slice(0, shownIds),
      droppedCount: writeOff.dropped.length,
      lowered: writeOff.lowered.slice(0, shownIds),
      loweredCount: writeOff.lowered.length,
      payableSide: policy.payableSide,
      creditLossMethod: policy.creditLossMethod,
    }),
  ]);
  await log.append('write-off.executed', {
    packetId,
    round,
    contentHash,
    cashReceiptId,
    receiptNo,
    worksheetId,
    journalIds,
    accountingDate,
    total: money,
    receivableCount: ids.length,
    dropped: writeOff.dropped,
    lowered: writeOff.lowered,
  });
};

const closeReceivables = async (
  { database }: BooksParts,
  packetId: string,
  ids: readonly string[],
): Promise<void> => {
  await database.query(sql`
    update billing_item_detail
       set version = version + 1, rev_open_minor = 0, pay_open_minor = 0, tax_open_minor = 0, fee_open_minor = 0,
           write_off_status_cd = 'WRITTEN_OFF', exclude_from_cecl_ind = true, write_off_packet_id = ${packetId}
     where billing_item_detail_id = any (${ids}::uuid[])`);
  await database.query(sql`
    update billing_item item set open_item_ind = false
      from billing_item_detail detail
     where detail.billing_item_id = item.billing_item_id and detail.billing_item_detail_id = any (${ids}::uuid[])`);
};
