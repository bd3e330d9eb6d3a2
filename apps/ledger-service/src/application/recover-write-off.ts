import type { CalendarDate } from '@recoup/domain/calendar-date';
import { termsIn } from '../domain/books/entity-terms.ts';
import { mirrored } from '../domain/books/journal.ts';
import { mapNonEmpty } from '../domain/books/non-empty.ts';
import type { Books } from '../ports/books.ts';
import { saysOfEntity } from './execute-write-off.ts';

/**
 * Recovers a written-off packet whole (ruling 16): negative applications and mirrored journals in the current open period,
 * receivables open again with their original dates. A packet that was never executed, or is recovered already, is left alone.
 */
export const recoverWriteOff =
  (books: Books, today: () => CalendarDate) =>
  async (packetId: string): Promise<void> => {
    const executed = await books.executed(packetId);
    if (!executed || executed.recovered) return;
    const entities = new Map(executed.journals.map(({ journal }) => [journal.entity, today()]));
    const terms = await books.termsOf(entities, executed.currency);
    if (!terms.ok) throw new Error(`${terms.refusal.entity} ${saysOfEntity[terms.refusal.reason]}`);
    const journals = mapNonEmpty(executed.journals, ({ journalId, journal }) => {
      const own = termsIn(terms.value, journal.entity);
      return { journal: mirrored(journal, own), terms: own, reversesJournalId: journalId };
    });
    await books.bookRecovery({ packetId, executed, journals });
  };
