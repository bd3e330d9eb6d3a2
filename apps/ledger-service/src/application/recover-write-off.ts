import type { CalendarDate } from '@recoup/domain/calendar-date';
import { mirrored } from '../domain/books/journal.ts';
import { mapEach } from '../domain/books/non-empty.ts';
import type { Books } from '../ports/books.ts';

/**
 * Recovers a written-off packet whole (ruling 16): negative applications and mirrored journals in the current open period,
 * receivables open again with their original dates. A packet that was never executed, or is recovered already, is left alone.
 */
export const recoverWriteOff =
  (books: Books, today: () => CalendarDate) =>
  async (packetId: string): Promise<void> => {
    const executed = await books.executed(packetId);
    if (!executed || executed.recovered) return;
    const eventDate = today();
    const journals = await mapEach(executed.journals, async ({ journalId, journal, policy }) => ({
      journal: mirrored(journal),
      policy,
      accountingDate: await books.openDate(journal.entity, eventDate),
      reversesJournalId: journalId,
    }));
    await books.bookRecovery({ packetId, executed, eventDate, journals });
  };
