import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { CanonicalValue } from '@recoup/domain/canonical-json';
import { type MissingTerms, termsIn } from '../domain/books/entity-terms.ts';
import { writeOffJournals } from '../domain/books/journal.ts';
import { mapNonEmpty } from '../domain/books/non-empty.ts';
import { type ApprovedContent, type ContentRefusal, proveContent } from '../domain/books/packet-content.ts';
import { type ApprovedLine, decideWriteOff, type WriteOffRefusal } from '../domain/books/write-off.ts';
import type { Books } from '../ports/books.ts';

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
    const { cleared } = decided.value;
    const entities = new Map(cleared.map(({ entity }) => [entity, today()]));
    const terms = await books.termsOf(entities, currency);
    if (!terms.ok) {
      const { reason, entity } = terms.refusal;
      const detail = `${entity} ${saysOfEntity[reason]}`;
      await books.refuse({ packetId, round, currency, reason, detail, lines: [] });
      return;
    }
    const journals = writeOffJournals(cleared, currency, terms.value);
    if (!journals.ok) throw new Error(`the journals of packet ${packetId} do not balance`);
    await books.bookWriteOff({
      packetId,
      packetName,
      round,
      currency,
      contentHash,
      writeOff: decided.value,
      journals: mapNonEmpty(journals.value, (journal) => ({
        journal,
        terms: termsIn(terms.value, journal.entity),
      })),
    });
  };

/** What keeps an entity from posting, as the end of a sentence about it. */
export const saysOfEntity: Readonly<Record<MissingTerms['reason'], string>> = {
  'entity-unknown': 'is no legal entity of this ledger',
  'period-unknown': 'has no open accounting period on or after the day of the decision',
  'policy-missing': 'has no posting policy that holds on the accounting date',
  'rate-missing': 'has no exchange rate into its functional currency that is at most a week old',
};
