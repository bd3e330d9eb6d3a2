import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';

/** How an entity books write-offs: content that two persons decide. */
export type PostingRules = {
  readonly creditLossMethod: 'DIRECT';
  readonly payableSide: 'REVERSE_PAYABLE';
  readonly taxOnWriteOff: 'REVERSE_NOW';
  readonly lateFees: 'EXPENSE';
  /** After how many days somebody looks why a source has not taken a posting in. */
  readonly echoDays: number;
};

/** A version of them, as postings are stamped with it. */
export type PostingPolicy = PostingRules & { readonly version: string };

/** What an entity books by unless something else is decided. */
export const usualRules: PostingRules = {
  creditLossMethod: 'DIRECT',
  payableSide: 'REVERSE_PAYABLE',
  taxOnWriteOff: 'REVERSE_NOW',
  lateFees: 'EXPENSE',
  echoDays: 30,
};

/** A version as it was decided. It holds from its day on, as long as none that was decided later holds as well. */
export type DecidedPolicy = {
  readonly version: string;
  readonly validFrom: CalendarDate;
  readonly rules: PostingRules;
};

/** Of versions in the order in which they were decided, the one that holds on a day. */
export const policyOn = (decided: readonly DecidedPolicy[], day: CalendarDate): DecidedPolicy | undefined =>
  decided.findLast(({ validFrom }) => validFrom <= day);

/** Those that will never hold if another one is decided from a day on. */
export const replacedFrom = (
  decided: readonly DecidedPolicy[],
  validFrom: CalendarDate,
): readonly DecidedPolicy[] => decided.filter((other) => other.validFrom >= validFrom);

export type PolicyRefusal =
  | { readonly reason: 'day-taken'; readonly taken: DecidedPolicy }
  | { readonly reason: 'too-far-ahead'; readonly last: CalendarDate };

/** Nobody knows the rules of the year after next, while a mistyped year would hold unnoticed for long. */
const daysAhead = 366;

/** Why a version cannot be decided from a day on, which is never one of the past. No two begin on one day. */
export const refusePolicy = (
  decided: readonly DecidedPolicy[],
  validFrom: CalendarDate,
  today: CalendarDate,
): PolicyRefusal | undefined => {
  const taken = decided.find((other) => other.validFrom === validFrom);
  if (taken) return { reason: 'day-taken', taken };
  const last = addDays(today, daysAhead);
  return validFrom > last ? { reason: 'too-far-ahead', last } : undefined;
};
