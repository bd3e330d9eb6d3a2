import { LedgerWriteOffRecoveredV1 } from '@recoup/contracts/ledger.v1';
import { ReceivableReopenedV1 } from '@recoup/contracts/receivable.v1';
import { newEvent } from '@recoup/runtime/outbox/outbox';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { minorText } from '../../../domain/books/amount-texts.ts';
import { recoveryMovements } from '../../../domain/books/movement.ts';
import type { RecoveryBooking } from '../../../ports/books.ts';
import { type SideCode, sideOfCode } from '../../../rows/side-codes.ts';
import { documentCountOf } from '../general-ledger/document-count.ts';
import type { BooksParts } from './books-parts.ts';
import { postEvent } from './post-event.ts';
import { loggedRates, postedEntities } from './posted-entities.ts';
import { newVersions, publishReceivables } from './publish-receivables.ts';
import { awaitEchoes, cancelEchoes } from './record-echoes.ts';
import { recordJournals } from './record-journals.ts';
import { recordApplications, recordMemo } from './record-movements.ts';
import { recordWorksheet } from './record-worksheet.ts';

/** Books the recovery of a whole packet as the mirror of its write-off. */
export const recordRecovery = async (parts: BooksParts, booking: RecoveryBooking): Promise<void> => {
  const { database, outbox, log, now } = parts;
  const { packetId, kind, executed, journals } = booking;
  const { cashReceiptId, currency, approvalHash, round } = executed;
  const logEventId = newId();
  const at = now().toISOString();
  const terms = new Map(journals.map(({ terms: own }) => [own.entity, own]));
  const postingEventId = await postEvent(
    database,
    {
      ...{ transactionType: kind, sourceKind: 'PACKET', sourceId: packetId, sourceRound: round },
      ...{ approvalHash, reversesEventId: executed.postingEventId, logEventId, at },
    },
    [...terms.values()],
  );
  const worksheetId = await recordWorksheet(database, {
    ...{ cashReceiptId, postingEventId, reversesWorksheetId: executed.worksheetId, at },
    reason: kind === 'RECOVERY' ? 'the packet is recovered' : 'the packet is corrected',
  });
  const applied = await appliedBy(parts, executed.worksheetId);
  const movements = recoveryMovements(applied, currency, terms);
  await recordApplications(database, postingEventId, worksheetId, movements);
  await awaitEchoes(database, postingEventId);
  await cancelEchoes(database, postingEventId, executed.postingEventId);
  await recordMemo(database, postingEventId, packetId, 'RECOVERED');
  const ids = [...new Set(applied.map(({ receivableId }) => receivableId))];
  await newVersions(database, sql`${ids}::uuid[]`, at);
  const posted = await recordJournals(
    parts,
    {
      ...{ postingEventId, packetId, kind, at },
      packetName: executed.packetName,
    },
    journals,
  );
  await publishReceivables(parts.outbox, ReceivableReopenedV1, ids);

  const entities = postedEntities(posted);
  const minor = movements.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const total = { amount: minorText(minor, currency), currency };
  await outbox.append([
    newEvent(LedgerWriteOffRecoveredV1, packetId, {
      packetId,
      kind,
      receipt: { cashReceiptId, worksheetId },
      entities,
      recoveredAt: at,
      total,
      receivableCount: ids.length,
      documentCount: await documentCountOf(database, postingEventId),
    }),
  ]);
  await log.append(
    'write-off.recovered',
    {
      packetId,
      kind,
      approvalHash,
      postingEventId,
      reversesEventId: executed.postingEventId,
      cashReceiptId,
      worksheetId,
      reversesWorksheetId: executed.worksheetId,
      entities,
      rates: loggedRates(posted),
      total,
      receivableCount: ids.length,
    },
    { eventId: logEventId },
  );
};

type AppliedRow = {
  readonly receivableId: string;
  readonly entity: string;
  readonly side: SideCode;
  readonly component: string;
  readonly department: string;
  readonly minor: string;
};

/** What a worksheet took from each side, to be given back; the receivables are locked in order of id. */
const appliedBy = async ({ database }: BooksParts, worksheetId: string) => {
  await database.query(sql`
    select from billing_item_detail
     where billing_item_detail_id in (select billing_item_detail_id from receivable_movement
                                       where worksheet_id = ${worksheetId})
     order by billing_item_detail_id for update`);
  const rows = await database.query<AppliedRow>(sql`
    select movement.billing_item_detail_id as "receivableId", item.entity, movement.side, movement.component,
           movement.department, (-movement.amount_minor)::text as minor
      from receivable_movement movement
      join billing_item_detail using (billing_item_detail_id) join billing_item item using (billing_item_id)
     where movement.worksheet_id = ${worksheetId}
     order by movement.billing_item_detail_id, movement.side, movement.component`);
  return rows.map(({ side, minor, ...row }) => ({
    ...{ ...row, side: sideOfCode[side], amountMinor: BigInt(minor) },
  }));
};
