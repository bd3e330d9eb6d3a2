import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { FxRate } from '@recoup/domain/fx-rate';
import type { PostingPolicy } from './posting-policy.ts';

/** A rate under the id that it has everywhere. */
export type KnownRate = FxRate & { readonly fxRateId: string };

/** By which policy, in which period and at which rate one entity takes part in a posting. */
export type EntityTerms = {
  readonly entity: string;
  readonly functionalCurrency: string;
  /** The business date on which it was decided, in the entity's own time zone. */
  readonly eventDate: CalendarDate;
  /** The event date, or the first day of the next open period. */
  readonly accountingDate: CalendarDate;
  readonly policy: PostingPolicy;
  /** From the currency of the posting into the functional one; null where they are the same. */
  readonly rate: KnownRate | null;
};

/** What an entity lacks, so that nothing can be posted for it. */
export type MissingTerms = {
  readonly reason: 'entity-unknown' | 'period-unknown' | 'policy-missing' | 'rate-missing';
  readonly entity: string;
};

/** The terms of an entity that was asked about; that they are missing is a fault and throws. */
export const termsIn = (terms: ReadonlyMap<string, EntityTerms>, entity: string): EntityTerms => {
  const own = terms.get(entity);
  if (!own) throw new Error(`nothing says how ${entity} posts`);
  return own;
};
