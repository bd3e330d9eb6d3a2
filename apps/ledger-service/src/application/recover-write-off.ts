import type { CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { termsIn } from '../domain/books/entity-terms.ts';
import { mirrored } from '../domain/books/journal.ts';
import { mapNonEmpty } from '../domain/books/non-empty.ts';
import type { RecoveryKind } from '../domain/packet/recovery-kind.ts';
import type { Books, ExecutedWriteOff, RefusedRecovery } from '../ports/books.ts';
import { saysOfEntity } from './says-of-entity.ts';

export type RecoverWriteOff = {
  readonly packetId: string;
  readonly kind: RecoveryKind;
  /** The business date of the request in each legal entity. */
  readonly eventDates: ReadonlyMap<string, CalendarDate>;
};

/**
 * Recovers a written-off packet whole (ruling 16), or corrects it: negative applications and mirrored journals in the open period of
 * the request, receivables open again with their original dates, or refuses in words where that cannot be posted. A packet that was never
 * executed, or is recovered already, is left alone.
 */
export const recoverWriteOff =
  (books: Books) =>
  async (command: RecoverWriteOff): Promise<void> => {
    const { packetId, kind } = command;
    const executed = await books.executed(packetId);
    if (!executed || executed.recovered) return;
    const dates = datesOf(executed, command);
    if (!dates.ok) return books.refuseRecovery({ packetId, ...dates.refusal });
    const terms = await books.termsOf(dates.value, executed.currency);
    if (!terms.ok) {
      const { reason, entity } = terms.refusal;
      return books.refuseRecovery({ packetId, reason, detail: `${entity} ${saysOfEntity[reason]}` });
    }
    const journals = mapNonEmpty(executed.journals, ({ journalId, journal }) => {
      const own = termsIn(terms.value, journal.entity);
      return { journal: mirrored(journal, own), terms: own, reversesJournalId: journalId };
    });
    await books.bookRecovery({ packetId, kind, executed, journals });
  };

/** The day of the request in each entity that posted the write-off, which is never before that of the write-off. */
const datesOf = (
  { journals }: ExecutedWriteOff,
  { packetId, eventDates }: RecoverWriteOff,
): Result<ReadonlyMap<string, CalendarDate>, Omit<RefusedRecovery, 'packetId'>> => {
  const dates = new Map<string, CalendarDate>();
  for (const { journal, eventDate } of journals) {
    const { entity } = journal;
    const date = eventDates.get(entity);
    if (!date) throw new Error(`The recovery of packet ${packetId} says no day for ${entity}`);
    if (date < eventDate) {
      const detail = `The recovery is dated ${date} in ${entity}, before its write-off on ${eventDate}`;
      return refused({ reason: 'date-before-write-off', detail });
    }
    dates.set(entity, date);
  }
  return accepted(dates);
};
