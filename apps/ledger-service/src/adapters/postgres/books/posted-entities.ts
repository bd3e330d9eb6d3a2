import { monthOf } from '../../../domain/books/accounting-period.ts';
import { sideTexts } from '../../../domain/books/amount-texts.ts';
import { receivableTotals } from '../../../domain/books/journal.ts';
import type { StampedJournal } from '../../../ports/books.ts';

/** A journal as it was written. */
export type PostedJournal = StampedJournal & { readonly journalId: string };

/** What each entity posted, in which of its periods and under which of its policies, as events and the log tell it. */
export const postedEntities = (journals: readonly PostedJournal[]) =>
  journals.map(({ journalId, journal, terms: { entity, eventDate, accountingDate, policy } }) => ({
    ...{ entity, journalId, eventDate, accountingDate, period: monthOf(accountingDate) },
    policyVersion: policy.version,
    totals: sideTexts(receivableTotals(journal), journal.currency),
  }));
