import { LedgerWriteOffRecoveryRefusedV1, LedgerWriteOffRefusedV1 } from '@recoup/contracts/ledger.v1';
import { newEvent } from '@recoup/runtime/outbox/outbox';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { sideTexts } from '../../../domain/books/amount-texts.ts';
import type { RefusedRecovery, RefusedWriteOff } from '../../../ports/books.ts';
import type { BooksParts } from './books-parts.ts';

const shownLines = 100;

/** What the world outside calls a refusal, for ever. */
const codes: Readonly<Record<RefusedWriteOff['reason'] | RefusedRecovery['reason'], string>> = {
  'amount-increased': 'AMOUNT_INCREASED',
  'maybe-closed-at-source': 'CLOSED_AT_SOURCE',
  'content-mismatch': 'CONTENT_MISMATCH',
  'currency-changed': 'CURRENCY_CHANGED',
  'date-before-write-off': 'DATE_BEFORE_WRITE_OFF',
  'entity-unknown': 'ENTITY_UNKNOWN',
  'not-found': 'NOT_FOUND',
  'nothing-open': 'NOTHING_OPEN',
  'period-unknown': 'PERIOD_UNKNOWN',
  'policy-missing': 'POLICY_MISSING',
  'rate-missing': 'RATE_MISSING',
};

/** Records that an approved packet was not executed, and why; nothing is posted. */
export const recordRefusal = async (
  { database, outbox, log, now }: BooksParts,
  { packetId, round, reason, detail, currency, lines }: RefusedWriteOff,
): Promise<void> => {
  const code = codes[reason];
  const logEventId = newId();
  await database.query(sql`
    insert into write_off_execution (packet_id, round, outcome, code, decided_at, log_event_id)
    values (${packetId}, ${round}, 'REFUSED', ${code}, ${now().toISOString()}, ${logEventId})`);
  await outbox.append([
    newEvent(LedgerWriteOffRefusedV1, packetId, {
      packetId,
      code,
      reason: detail,
      receivables: lines.slice(0, shownLines).map(({ line, open }) => ({
        receivableId: line.receivableId,
        invoiceNumber: line.invoiceNumber,
        approved: sideTexts(line.approved, currency),
        open: sideTexts(open, currency),
      })),
    }),
  ]);
  await log.append('write-off.refused', { packetId, round, code, reason: detail }, { eventId: logEventId });
};

/** Records that a written-off packet was not recovered, and why; it may be asked again. */
export const recordRefusedRecovery = async (
  { outbox, log }: BooksParts,
  { packetId, reason, detail }: RefusedRecovery,
): Promise<void> => {
  const said = { packetId, code: codes[reason], reason: detail };
  await outbox.append([newEvent(LedgerWriteOffRecoveryRefusedV1, packetId, said)]);
  await log.append('write-off.recovery-refused', said);
};
