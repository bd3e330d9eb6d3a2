import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { toCurrency } from '@recoup/domain/currency';

/** A rate as somebody lists it: one unit of `from` in `to` on a day, as a decimal text such as `1.0900`. */
export type ListedRate = {
  readonly from: string;
  readonly to: string;
  readonly day: string;
  readonly rate: string;
};

/** Rates of days, and whose they are, such as a central bank's. */
export type RateList = { readonly source: string; readonly rates: readonly ListedRate[] };

export type RateFault = {
  /** Counts the rates of the list from 0. */
  readonly at: number;
  readonly field: keyof ListedRate;
  readonly reason:
    | 'unknown-currency'
    | 'same-currency'
    | 'no-day'
    | 'day-to-come'
    | 'no-rate'
    | 'listed-twice';
};

/** A positive rate as a whole number with a scale, of at most twelve digits on either side of the point; otherwise `undefined`. */
export const scaledRate = (text: string): { readonly rate: bigint; readonly scale: number } | undefined => {
  const match = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) return undefined;
  const fraction = match[2] ?? '';
  const rate = BigInt(`${match[1]}${fraction}`);
  return rate > 0n && rate < 2n ** 63n ? { rate, scale: fraction.length } : undefined;
};

/** Everything wrong with a list (practice 16): a rate is positive, of two currencies, of a day that has come, and listed once. */
export const faultsOf = (rates: readonly ListedRate[], today: CalendarDate): readonly RateFault[] => {
  const listed = new Set<string>();
  return rates.flatMap(({ from, to, day, rate }, at) => {
    const found: RateFault[] = [];
    const fault = (field: RateFault['field'], reason: RateFault['reason']) =>
      found.push({ at, field, reason });
    if (!toCurrency(from)) fault('from', 'unknown-currency');
    if (!toCurrency(to)) fault('to', 'unknown-currency');
    else if (from === to) fault('to', 'same-currency');
    const on = toCalendarDate(day);
    if (!on) fault('day', 'no-day');
    else if (on > today) fault('day', 'day-to-come');
    if (!scaledRate(rate)) fault('rate', 'no-rate');
    const key = `${from} ${to} ${day}`;
    if (listed.has(key)) fault('day', 'listed-twice');
    listed.add(key);
    return found;
  });
};

/** What stands for a pair of currencies: of the day itself the newest version, and the newest rate before the day. */
export type StandingRate = {
  readonly rate: string | null;
  readonly version: number | null;
  readonly previousDay: string | null;
  readonly previousRate: string | null;
};

/** By how much a rate moved from the one before its day, in basis points of that; `null` where there was none. */
export const movedBy = ({ rate }: ListedRate, { previousRate }: StandingRate): number | null => {
  const [now, before] = [scaledRate(rate), previousRate === null ? undefined : scaledRate(previousRate)];
  if (!now || !before) return null;
  const [left, right] = [now.rate * 10n ** BigInt(before.scale), before.rate * 10n ** BigInt(now.scale)];
  return Number(((left - right) * 10_000n) / right);
};
