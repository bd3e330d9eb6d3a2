import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { CanonicalValue } from '@recoup/domain/canonical-json';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { termsIn } from '../domain/books/entity-terms.ts';
import { writeOffJournals } from '../domain/books/journal.ts';
import { mapNonEmpty } from '../domain/books/non-empty.ts';
import { type ApprovedLine, decideWriteOff, type WriteOffRefusal } from '../domain/books/write-off.ts';
import { type Approval, approvalHash } from '../domain/packet/approval.ts';
import {
  type ApprovedContent,
  type ContentRefusal,
  proveContent,
  type ReceivedPart,
} from '../domain/packet/packet-content.ts';
import type { Books, RefusedWriteOff, WriteOffBooking } from '../ports/books.ts';
import { saysOfEntity } from './says-of-entity.ts';

export type ExecuteWriteOff = ApprovedContent &
  Approval & {
    readonly packetName: string;
    readonly currency: string;
    /** The business date of the last signature in each legal entity, which is the day on which the write-off counts. */
    readonly eventDates: ReadonlyMap<string, CalendarDate>;
  };

export type ReadLine = (line: CanonicalValue) => ApprovedLine;

const saysOfLine: Readonly<Record<WriteOffRefusal['reason'], string>> = {
  'amount-increased': 'owes more than was approved',
  'not-found': 'is not in the ledger',
  'nothing-open': 'has nothing left open',
  'currency-changed': "is not in the packet's currency",
  'maybe-closed-at-source': 'is missing from its source, and nobody has said yet whether it is closed there',
};

const saysOfContent: Readonly<Record<ContentRefusal['reason'], string>> = {
  'part-missing': 'a part is missing',
  'hash-differs': 'their hash differs',
  'count-differs': 'their number differs',
  'totals-differ': 'their totals differ',
};

/**
 * Writes off an approved packet, once: proves its content, re-reads its balances under lock, and books receipt, worksheet,
 * applications, flags and journals, or refuses with the reason and posts nothing.
 */
export const executeWriteOff =
  (books: Books, readLine: ReadLine, hashOf: HashOf) =>
  async (command: ExecuteWriteOff): Promise<void> => {
    const { packetId, round, currency, contentHash } = command;
    if (await books.isDecided(packetId, round)) return;
    const received = await books.partsOf(packetId, contentHash);
    const lines = approvedLines(received, command, readLine, hashOf);
    const booking = lines.ok ? await bookingOf(books, lines.value, command, hashOf) : lines;
    if (booking.ok) await books.bookWriteOff(booking.value);
    else await books.refuse({ packetId, round, currency, ...booking.refusal });
  };

type HashOf = (text: string) => string;
type Why = Pick<RefusedWriteOff, 'reason' | 'detail' | 'lines'>;

/** The lines that everybody signed, if somebody did. */
const approvedLines = (
  received: readonly ReceivedPart[],
  command: ExecuteWriteOff,
  readLine: ReadLine,
  hashOf: HashOf,
): Result<readonly ApprovedLine[], Why> => {
  if (command.signatures.length === 0) return mismatch('The approval names nobody who signed it');
  const proven = proveContent(received, command, hashOf, (line) => readLine(line).approved);
  if (proven.ok) return accepted(proven.value.map(readLine));
  const why = saysOfContent[proven.refusal.reason];
  return mismatch(`The lines that the ledger received do not match the approved ones: ${why}`);
};

const bookingOf = async (
  books: Books,
  lines: readonly ApprovedLine[],
  command: ExecuteWriteOff,
  hashOf: HashOf,
): Promise<Result<WriteOffBooking, Why>> => {
  const { packetId, packetName, round, currency, contentHash, policyVersion, signatures } = command;
  const locked = await books.lock(lines.map((line) => line.receivableId));
  const undated = [...locked.values()].find(({ entity }) => !command.eventDates.has(entity));
  if (undated) return mismatch(`The approval says no day for ${undated.entity}`);
  const decided = decideWriteOff(lines, locked, currency);
  if (!decided.ok) return refused(saidOf(decided.refusal));
  const posting = new Set(decided.value.cleared.map(({ entity }) => entity));
  const eventDates = new Map([...command.eventDates].filter(([entity]) => posting.has(entity)));
  const terms = await books.termsOf(eventDates, currency);
  if (!terms.ok) {
    const { reason, entity } = terms.refusal;
    return refused({ reason, detail: `${entity} ${saysOfEntity[reason]}`, lines: [] });
  }
  const journals = writeOffJournals(decided.value.cleared, currency, terms.value);
  if (!journals.ok) throw new Error(`the journals of packet ${packetId} do not balance`);
  return accepted({
    ...{ packetId, packetName, round, currency, contentHash, policyVersion, signatures },
    approvalHash: approvalHash(command, hashOf),
    writeOff: decided.value,
    journals: mapNonEmpty(journals.value, (journal) => ({
      journal,
      terms: termsIn(terms.value, journal.entity),
    })),
  });
};

const mismatch = (detail: string) => refused<Why>({ reason: 'content-mismatch', detail, lines: [] });

const saidOf = ({ reason, lines }: WriteOffRefusal): Why => {
  const [first] = lines;
  const more = lines.length > 1 ? ` (and ${lines.length - 1} more)` : '';
  const detail = `${first?.line.invoiceNumber ?? 'The packet'}${more} ${saysOfLine[reason]}`;
  return { reason, detail, lines };
};
