import { LedgerWriteOffRefusedV1 } from '@recoup/contracts/ledger.v1';
import { newEvent } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import { sideTexts } from '../../../domain/books/amount-texts.ts';
import type { RefusedWriteOff } from '../../../ports/books.ts';
import type { BooksParts } from './books-parts.ts';

const shownLines = 100;

/** Records that an approved packet was not executed, and why; nothing is posted. */
export const recordRefusal = async (
  { database, outbox, log, now }: BooksParts,
  { packetId, round, code, reason, currency, lines }: RefusedWriteOff,
): Promise<void> => {
  await database.query(sql`
    insert into write_off_execution (packet_id, round, outcome, code, decided_at)
    values (${packetId}, ${round}, 'REFUSED', ${code}, ${now().toISOString()})`);
  await outbox.append([
    newEvent(LedgerWriteOffRefusedV1, packetId, {
      packetId,
      code,
      reason,
      receivables: lines.slice(0, shownLines).map(({ line, open }) => ({
        receivableId: line.receivableId,
        invoiceNumber: line.invoiceNumber,
        approved: sideTexts(line.approved, currency),
        open: sideTexts(open, currency),
      })),
    }),
  ]);
  await log.append('write-off.refused', { packetId, round, code, reason });
};
