import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { CanonicalValue } from '@recoup/domain/canonical-json';
import { type Journal, writeOffJournals } from '../domain/books/journal.ts';
import { mapEach } from '../domain/books/non-empty.ts';
import { type ApprovedContent, type ContentRefusal, proveContent } from '../domain/books/packet-content.ts';
import { type ApprovedLine, decideWriteOff, type WriteOffRefusal } from '../domain/books/write-off.ts';
import type { Books, StampedJournal } from '../ports/books.ts';

export type ExecuteWriteOff = ApprovedContent & {
  readonly packetId: string;
  readonly packetName: string;
  readonly round: number;
  readonly currency: string;
};

export type ReadLine = (line: CanonicalValue) => ApprovedLine;

const saysOfLine: Readonly<Record<WriteOffRefusal['reason'], string>> = {
  'amount-increased': 'owes more than was approved',
  'not-found': 'is not in the ledger',
  'nothing-open': 'has nothing left open',
  'currency-changed': "is not in the packet's currency",
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
  (books: Books, readLine: ReadLine, hashOf: (text: string) => string, today: () => CalendarDate) =>
  async (command: ExecuteWriteOff): Promise<void> => {
    const { packetId, packetName, round, currency, contentHash } = command;
    if (await books.isDecided(packetId, round)) return;
    const received = await books.partsOf(packetId, contentHash);
    const proven = proveContent(received, command, hashOf, (line) => readLine(line).approved);
    if (!proven.ok) {
      const detail = `The lines that the ledger received do not match the approved ones: ${saysOfContent[proven.refusal.reason]}`;
      await books.refuse({ packetId, round, currency, reason: 'content-mismatch', detail, lines: [] });
      return;
    }
    const lines = proven.value.map(readLine);
    const locked = await books.lock(lines.map((line) => line.receivableId));
    const decided = decideWriteOff(lines, locked, currency);
    if (!decided.ok) {
      const { reason, lines: atFault } = decided.refusal;
      const [first] = atFault;
      const more = atFault.length > 1 ? ` (and ${atFault.length - 1} more)` : '';
      const detail = `${first?.line.invoiceNumber ?? 'The packet'}${more} ${saysOfLine[reason]}`;
      await books.refuse({ packetId, round, currency, reason, detail, lines: atFault });
      return;
    }
    const journals = writeOffJournals(decided.value.cleared, currency);
    if (!journals.ok) throw new Error(`the journals of packet ${packetId} do not balance`);
    const eventDate = today();
    await books.bookWriteOff({
      packetId,
      packetName,
      round,
      currency,
      contentHash,
      eventDate,
      writeOff: decided.value,
      journals: await mapEach(journals.value, (journal) => stamp(books, journal, eventDate)),
    });
  };

const stamp = async (books: Books, journal: Journal, eventDate: CalendarDate): Promise<StampedJournal> => {
  const accountingDate = await books.openDate(journal.entity, eventDate);
  return { journal, accountingDate, policy: await books.policyOf(journal.entity, accountingDate) };
};
