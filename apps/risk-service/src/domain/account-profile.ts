import { type CalendarDate, daysBetween } from '@recoup/domain/calendar-date';

/** One of an account's invoices, as far as it says something about the account. Amounts in minor units of one currency. */
export type AccountItem = {
  readonly dueDate: CalendarDate;
  readonly currency: string;
  readonly billedMinor: bigint;
  readonly open: boolean;
  /** The day it was settled in cash or credit; `null` while open, and when it was written off. */
  readonly settledOn: CalendarDate | null;
};

/** What an account's known invoices say about its next one. */
export type AccountProfile = {
  readonly settled: number;
  readonly settledLate: number;
  readonly overdueItems: number;
  /** The usual invoice: the lower median of the billed amounts, for each currency with three or more invoices. */
  readonly usualMinor: ReadonlyMap<string, bigint>;
};

/** An invoice settled later than this after its due date counts as settled late (05-line section 7). */
export const settledLateDays = 15;

/** Below three known invoices nothing is usual yet. */
export const usualNeedsItems = 3;

/** Sums up an account's invoices on a day; settlements of that day or later do not count yet. */
export const profileOf = (items: readonly AccountItem[], asOf: CalendarDate): AccountProfile => {
  const settled = items.filter(({ settledOn }) => settledOn !== null && settledOn < asOf);
  const late = settled.filter(
    ({ dueDate, settledOn }) => settledOn !== null && daysBetween(dueDate, settledOn) > settledLateDays,
  );
  return {
    settled: settled.length,
    settledLate: late.length,
    overdueItems: items.filter(({ open, dueDate }) => open && dueDate < asOf).length,
    usualMinor: usualOf(items),
  };
};

/** The share of settled invoices that were late, in basis points rounded half up; `null` when none was settled. */
export const settledLateShareBp = ({ settled, settledLate }: AccountProfile): number | null =>
  settled === 0 ? null : Math.round((settledLate * 10_000) / settled);

/** An open amount against the usual one in basis points, rounded up so that "above three times" stays exact; at most 100 times. */
export const amountToUsualBp = (
  { usualMinor }: AccountProfile,
  openMinor: bigint,
  currency: string,
): number | null => {
  const usual = usualMinor.get(currency);
  if (usual === undefined || usual <= 0n || openMinor < 0n) return null;
  const ratio = (openMinor * 10_000n + usual - 1n) / usual;
  return ratio > 1_000_000n ? 1_000_000 : Number(ratio);
};

const usualOf = (items: readonly AccountItem[]): ReadonlyMap<string, bigint> => {
  const amounts = Map.groupBy(items, ({ currency }) => currency);
  const usual = new Map<string, bigint>();
  for (const [currency, known] of amounts) {
    const sorted = known.map(({ billedMinor }) => billedMinor).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const median = sorted[Math.ceil(sorted.length / 2) - 1];
    if (sorted.length >= usualNeedsItems && median !== undefined) usual.set(currency, median);
  }
  return usual;
};
