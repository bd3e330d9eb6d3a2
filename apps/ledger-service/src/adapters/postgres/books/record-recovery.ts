import { LedgerWriteOffRecoveredV1 } from '@recoup/contracts/ledger.v1';
import { ReceivableReopenedV1 } from '@recoup/contracts/receivable.v1';
import { newEvent } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { minorText } from '../../../domain/books/amount-texts.ts';
import type { RecoveryBooking } from '../../../ports/books.ts';
import type { BooksParts } from './books-parts.ts';
import { publishReceivables } from './publish-receivables.ts';
import { recordJournals } from './record-journals.ts';

/** Books the recovery of a whole packet as the mirror of its write-off. */
export const recordRecovery = async (parts: BooksParts, booking: RecoveryBooking): Promise<void> => {
  const { database, outbox, log, now } = parts;
  const { packetId, executed, eventDate, journals } = booking;
  const { cashReceiptId, currency, contentHash } = executed;
  const worksheetId = newId();
  const at = now().toISOString();
  const locked = await database.query<{ id: string }>(sql`
    select detail.billing_item_detail_id as id from billing_item_detail detail
     where exists (select from cash_receipt_application
                    where worksheet_id = ${executed.worksheetId}
                      and billing_item_detail_id = detail.billing_item_detail_id)
     order by detail.billing_item_detail_id for update`);
  const ids = locked.map((row) => row.id);

  await database.query(sql`
    insert into cash_receipt_worksheet
      (worksheet_id, cash_receipt_id, kind, status_cd, reverses_worksheet_id, created_at, created_by)
    values (${worksheetId}, ${cashReceiptId}, 'REVERSAL', 'A', ${executed.worksheetId}, ${at}, ${currentCause().actor})`);
  const [reversed] = await database.query<{ minor: string | null }>(sql`
    with added as (
      insert into cash_receipt_application (worksheet_id, billing_item_detail_id, side, amount_minor)
      select ${worksheetId}, billing_item_detail_id, side, -amount_minor
        from cash_receipt_application where worksheet_id = ${executed.worksheetId}
      returning amount_minor)
    select (-sum(amount_minor))::text as minor from added`);
  await reopenReceivables(parts, executed.worksheetId, ids);
  const journalIds = await recordJournals(
    parts,
    { packetId, worksheetId, kind: 'RECOVERY', eventDate, contentHash },
    journals,
  );
  await publishReceivables(parts, ReceivableReopenedV1, ids);

  const [receipt] = await database.query<{ receipt_no: string }>(sql`
    select receipt_no from cash_receipt where cash_receipt_id = ${cashReceiptId}`);
  if (!receipt) throw new Error(`packet ${packetId} has no receipt`);
  const receiptNo = receipt.receipt_no;
  if (!reversed?.minor) throw new Error(`the write-off of packet ${packetId} has no applications to reverse`);
  const total = { amount: minorText(BigInt(reversed.minor), currency), currency };
  const [{ accountingDate }] = journals;
  await outbox.append([
    newEvent(LedgerWriteOffRecoveredV1, packetId, {
      packetId,
      receipt: { cashReceiptId, receiptNo, worksheetId },
      journalIds: [...journalIds],
      accountingDate,
      recoveredAt: at,
      total,
      receivableCount: ids.length,
    }),
  ]);
  await log.append('write-off.recovered', {
    packetId,
    cashReceiptId,
    receiptNo,
    worksheetId,
    reversesWorksheetId: executed.worksheetId,
    journalIds,
    accountingDate,
    total,
    receivableCount: ids.length,
  });
};

const reopenReceivables = async (
  { database }: BooksParts,
  worksheetId: string,
  ids: readonly string[],
): Promise<void> => {
  await database.query(sql`
    update billing_item_detail detail
       set version = version + 1, rev_open_minor = rev_open_minor + back.rev, pay_open_minor = pay_open_minor + back.pay,
           tax_open_minor = tax_open_minor + back.tax, fee_open_minor = fee_open_minor + back.fee,
           write_off_status_cd = 'RECOVERED', exclude_from_cecl_ind = false
      from (select billing_item_detail_id,
                   coalesce(sum(amount_minor) filter (where side = 'REV'), 0) as rev,
                   coalesce(sum(amount_minor) filter (where side = 'PAY'), 0) as pay,
                   coalesce(sum(amount_minor) filter (where side = 'TAX'), 0) as tax,
                   coalesce(sum(amount_minor) filter (where side = 'FEE'), 0) as fee
              from cash_receipt_application where worksheet_id = ${worksheetId}
             group by billing_item_detail_id) back
     where back.billing_item_detail_id = detail.billing_item_detail_id`);
  await database.query(sql`
    update billing_item item set open_item_ind = true
      from billing_item_detail detail
     where detail.billing_item_id = item.billing_item_id and detail.billing_item_detail_id = any (${ids}::uuid[])`);
};
