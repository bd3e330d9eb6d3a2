import { rateText } from '@recoup/domain/fx-rate';
import { monthOf } from '../../../domain/books/accounting-period.ts';
import { sideTexts } from '../../../domain/books/amount-texts.ts';
import { receivableTotals } from '../../../domain/books/journal.ts';
import type { StampedJournal } from '../../../ports/books.ts';

/** A journal as it was written. */
export type PostedJournal = StampedJournal & { readonly journalId: string };

/** At which rate an entity took part in a posting, as its log entry covers it; nothing where its currency is that of the posting. */
export const loggedRates = (journals: readonly StampedJournal[]) =>
  journals.flatMap(({ terms: { entity, rate } }) =>
    rate === null
      ? []
      : [
          {
            ...{ entity, fxRateId: rate.fxRateId, day: rate.day },
            ...{ from: rate.from, to: rate.to, rate: rateText(rate) },
          },
        ],
  );

/** What each entity posted, in which of its periods and under which of its policies, as events and the log tell it. */
export const postedEntities = (journals: readonly PostedJournal[]) =>
  journals.map(({ journalId, journal, terms: { entity, eventDate, accountingDate, policy } }) => ({
    ...{ entity, journalId, eventDate, accountingDate, period: monthOf(accountingDate) },
    policyVersion: policy.version,
    totals: sideTexts(receivableTotals(journal), journal.currency),
  }));
