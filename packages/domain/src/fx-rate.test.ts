import { expect, it } from 'vitest';
import { type CalendarDate, toCalendarDate } from './calendar-date.ts';
import { type Currency, storedCurrency } from './currency.ts';
import { convert, type FxRate, minorRatio, rateOn, rateText } from './fx-rate.ts';
import { exactAmount, parseAmount } from './money.ts';

const [usd, eur, jpy] = [storedCurrency('USD'), storedCurrency('EUR'), storedCurrency('JPY')];
const amount = (text: string, currency: Currency) => exactAmount(text, currency);
const on = (text: string): CalendarDate => {
  const day = toCalendarDate(text);
  if (!day) throw new Error(`no such day: ${text}`);
  return day;
};

const rate = (day: string, value: bigint, given: Partial<FxRate> = {}): FxRate => ({
  from: eur,
  to: usd,
  day: on(day),
  rate: value,
  scale: 4,
  ...given,
});

it('turns EUR 46,000.00 at 1.0900 into USD 50,140.00', () => {
  expect(convert(amount('46000.00', eur), rate('2026-03-02', 10_900n))).toEqual(amount('50140.00', usd));
});

it('minds the decimals of both currencies', () => {
  const yen: FxRate = { from: jpy, to: usd, day: on('2026-03-02'), rate: 67n, scale: 4 };
  expect(convert(amount('1000000', jpy), yen)).toEqual(amount('6700.00', usd));
  expect(parseAmount('6700.00', usd)).toEqual({ ok: true, value: convert(amount('1000000', jpy), yen) });
});

it('rounds a half cent to the even cent', () => {
  expect(convert(amount('0.01', eur), rate('2026-03-02', 15_000n)).minor).toBe(2n);
  expect(convert(amount('0.01', eur), rate('2026-03-02', 25_000n)).minor).toBe(2n);
  expect(convert(amount('-0.01', eur), rate('2026-03-02', 15_000n)).minor).toBe(-2n);
});

it('takes the rate of the day, or the newest before it', () => {
  const rates = [rate('2026-03-01', 10_900n), rate('2026-02-27', 10_800n), rate('2026-03-05', 10_500n)];
  expect(rateOn(rates, eur, usd, on('2026-03-02'))?.rate).toBe(10_900n);
  expect(rateOn(rates, eur, usd, on('2026-02-28'))?.rate).toBe(10_800n);
});

it('knows no rate when the newest is older than a week', () => {
  expect(rateOn([rate('2026-02-20', 10_800n)], eur, usd, on('2026-02-28'))).toBeUndefined();
});

it('needs no rate for the base currency itself', () => {
  const same = rateOn([], usd, usd, on('2026-03-02'));
  expect(same && convert(amount('12.34', usd), same)).toEqual(amount('12.34', usd));
});

it('turns minor units by the ratio of a rate and of the decimals of both currencies', () => {
  const intoYen = rate('2026-03-02', 1_625_000n, { to: jpy });
  expect(minorRatio(intoYen)).toEqual({ numerator: 1_625_000n, denominator: 1_000_000n });
});

it.each([
  [10_900n, 4, '1.0900'],
  [67n, 4, '0.0067'],
  [162n, 0, '162'],
])('writes %s with %s decimals as %s', (value, scale, text) => {
  expect(rateText({ rate: value, scale })).toBe(text);
});
