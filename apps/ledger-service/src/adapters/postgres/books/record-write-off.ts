import { LedgerWriteOffExecutedV1 } from '@recoup/contracts/ledger.v1';
import { ReceivableWrittenOffV1 } from '@recoup/contracts/receivable.v1';
import { linesPerPart } from '@recoup/contracts/values';
import { totalOf } from '@recoup/domain/sides';
import { newEvent } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { minorText, sideTexts } from '../../../domain/books/amount-texts.ts';
import { writeOffMovements } from '../../../domain/books/movement.ts';
import { loweredFirst } from '../../../domain/books/write-off.ts';
import type { WriteOffBooking } from '../../../ports/books.ts';
import { documentCountOf } from '../general-ledger/document-count.ts';
import type { BooksParts } from './books-parts.ts';
import { postEvent } from './post-event.ts';
import { loggedRates, postedEntities } from './posted-entities.ts';
import { newVersions, publishReceivables } from './publish-receivables.ts';
import { awaitEchoes } from './record-echoes.ts';
import { recordJournals } from './record-journals.ts';
import { recordApplications, recordMemo } from './record-movements.ts';
import { recordWorksheet } from './record-worksheet.ts';

/** An event has room for so many ids of each kind, whatever the size of the packet. */
const shownIds = 1_000;

/** Books an executed write-off: a fixed number of statements for each ten thousand sides. The receivables are locked. */
export const recordWriteOff = async (parts: BooksParts, booking: WriteOffBooking): Promise<void> => {
  const { database, outbox, log, now } = parts;
  const { packetId, round, currency, writeOff, contentHash, approvalHash, journals } = booking;
  const logEventId = newId();
  const at = now().toISOString();
  const terms = new Map(journals.map(({ terms: own }) => [own.entity, own]));
  const postingEventId = await postEvent(
    database,
    {
      ...{ transactionType: 'WRITE_OFF', sourceKind: 'PACKET', sourceId: packetId, sourceRound: round },
      ...{ approvalHash, reversesEventId: null, logEventId, at },
    },
    [...terms.values()],
  );
  const cashReceiptId = await recordReceipt(parts, booking, at);
  const reason = 'the packet was approved';
  const worksheetId = await recordWorksheet(database, {
    ...{ cashReceiptId, postingEventId, reversesWorksheetId: null, at, reason },
  });
  await recordApplications(
    database,
    postingEventId,
    worksheetId,
    writeOffMovements(writeOff.cleared, currency, terms),
  );
  await awaitEchoes(database, postingEventId);
  await recordMemo(database, postingEventId, packetId, 'EXECUTED');
  const ids = writeOff.cleared.map((receivable) => receivable.receivableId);
  await newVersions(database, sql`${ids}::uuid[]`, at);
  const posted = await recordJournals(
    parts,
    {
      ...({ postingEventId, packetId, kind: 'WRITE_OFF', at } as const),
      packetName: booking.packetName,
    },
    journals,
  );
  await database.query(sql`
    insert into write_off_execution (packet_id, round, outcome, cash_receipt_id, decided_at, log_event_id)
    values (${packetId}, ${round}, 'EXECUTED', ${cashReceiptId}, ${at}, ${logEventId})`);
  await publishReceivables(parts.outbox, ReceivableWrittenOffV1, ids);

  const entities = postedEntities(posted);
  const total = { amount: minorText(totalOf(writeOff.total), currency), currency };
  const documentCount = await documentCountOf(database, postingEventId);
  await outbox.append([
    newEvent(LedgerWriteOffExecutedV1, packetId, {
      packetId,
      receipt: { cashReceiptId, worksheetId },
      entities,
      executedAt: at,
      total,
      sides: sideTexts(writeOff.total, currency),
      receivableCount: ids.length,
      documented: documentCount > 0,
      documentCount,
      dropped: writeOff.dropped.slice(0, shownIds),
      droppedCount: writeOff.dropped.length,
      lowered: writeOff.lowered.slice(0, shownIds),
      loweredCount: writeOff.lowered.length,
      lines: loweredFirst(writeOff.lines)
        .slice(0, linesPerPart)
        .map(({ line, executed }) => ({
          receivableId: line.receivableId,
          invoiceNumber: line.invoiceNumber,
          approved: sideTexts(line.approved, currency),
          executed: sideTexts(executed, currency),
        })),
    }),
  ]);
  await log.append(
    'write-off.executed',
    {
      packetId,
      round,
      contentHash,
      approval: {
        hash: approvalHash,
        policyVersion: booking.policyVersion,
        signatures: booking.signatures,
      },
      postingEventId,
      cashReceiptId,
      worksheetId,
      entities,
      rates: loggedRates(posted),
      total,
      receivableCount: ids.length,
      dropped: writeOff.dropped,
      lowered: writeOff.lowered,
    },
    { eventId: logEventId },
  );
};

const recordReceipt = async (
  { database }: BooksParts,
  { packetId, packetName, round, currency, writeOff, journals }: WriteOffBooking,
  at: string,
): Promise<string> => {
  const cashReceiptId = newId();
  const { actor } = currentCause();
  const valueDate = journals
    .map(({ terms }) => terms.accountingDate)
    .reduce((one, other) => (other < one ? other : one));
  await database.query(sql`
    insert into cash_receipt
      (cash_receipt_id, receipt_type_cd, currency, amount_minor, value_date, reference, created_at, created_by)
    values (${cashReceiptId}, 'WRITE_OFF', ${currency}, ${String(totalOf(writeOff.total))}, ${valueDate},
            ${packetName}, ${at}, ${actor})`);
  await database.query(sql`
    insert into cash_receipt_status (cash_receipt_id, status_cd, since, actor, reason)
    values (${cashReceiptId}, 'A', ${at}, ${actor}, 'the packet was approved')`);
  await database.query(sql`
    insert into write_off_receipt (packet_id, packet_name, round, cash_receipt_id)
    values (${packetId}, ${packetName}, ${round}, ${cashReceiptId})`);
  return cashReceiptId;
};
