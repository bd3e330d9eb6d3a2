import type { CalendarDate } from './calendar-date.ts';
import { daysBetween } from './calendar-date.ts';
import { type Currency, exponentOf } from './currency.ts';
import { type Money, money } from './money.ts';

/** One unit of `from` in `to` on a day, as a whole number with a scale: 1.0900 is `{ rate: 10900n, scale: 4 }`. */
export type FxRate = {
  readonly from: Currency;
  readonly to: Currency;
  readonly day: CalendarDate;
  readonly rate: bigint;
  readonly scale: number;
};

/** A rate older than this stands for its day no longer (weekends and long holidays are shorter). */
export const oldestRateDays = 7;

/**
 * The rate of a day for a currency (ruling 5): the newest of that day or before it that is not older than a week. A currency
 * is worth one of itself. `undefined` where none is known.
 */
export const rateOn = (
  rates: readonly FxRate[],
  from: Currency,
  to: Currency,
  day: CalendarDate,
): FxRate | undefined => {
  if (from === to) return { from, to, day, rate: 1n, scale: 0 };
  return rates
    .filter((rate) => rate.from === from && rate.to === to)
    .filter((rate) => rate.day <= day && daysBetween(rate.day, day) <= oldestRateDays)
    .reduce<FxRate | undefined>(
      (newest, rate) => (newest && newest.day >= rate.day ? newest : rate),
      undefined,
    );
};

/** An amount at a rate, rounded half to even to the minor unit of the target currency. */
export const convert = (amount: Money, rate: FxRate): Money => {
  if (amount.currency !== rate.from)
    throw new RangeError(`a rate for ${rate.from} does not fit ${amount.currency}`);
  const { numerator, denominator } = minorRatio(rate);
  return money(divideHalfEven(amount.minor * numerator, denominator), rate.to);
};

/** By what minor units of `from` are multiplied and divided to become minor units of `to`. */
export const minorRatio = ({ from, to, rate, scale }: FxRate) => ({
  numerator: rate * 10n ** BigInt(exponentOf(to)),
  denominator: 10n ** BigInt(scale + exponentOf(from)),
});

/** A rate as a decimal text with all its digits: `1.0900`. */
export const rateText = ({ rate, scale }: Pick<FxRate, 'rate' | 'scale'>): string => {
  if (scale === 0) return rate.toString();
  const digits = rate.toString().padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

const divideHalfEven = (numerator: bigint, denominator: bigint): bigint => {
  const sign = numerator < 0n ? -1n : 1n;
  const magnitude = numerator * sign;
  const whole = magnitude / denominator;
  const twice = (magnitude % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n);
  return sign * (up ? whole + 1n : whole);
};
