import { type Currency, exponentOf, storedCurrency } from './currency.ts';
import { accepted, type Result, refused } from './result.ts';

/** An exact amount: whole minor units (cents for USD) of one currency. May be negative. */
export type Money = { readonly minor: bigint; readonly currency: Currency };

export type AmountRefusal = { readonly reason: 'not-an-amount' | 'too-many-decimals' | 'too-large' };

/** The largest amount a 64-bit column holds with room to add: 10^17 minor units. */
const limitMinor = 100_000_000_000_000_000n;

export const money = (minor: bigint, currency: Currency): Money => ({ minor, currency });
export const zero = (currency: Currency): Money => ({ minor: 0n, currency });

/** Adds amounts of one currency. Mixing currencies is a fault of the caller and throws. */
export const add = (left: Money, right: Money): Money => {
  sameCurrency(left, right);
  return { minor: left.minor + right.minor, currency: left.currency };
};

export const subtract = (left: Money, right: Money): Money =>
  add(left, { minor: -right.minor, currency: right.currency });
export const sum = (amounts: Iterable<Money>, currency: Currency): Money => {
  let total = zero(currency);
  for (const amount of amounts) total = add(total, amount);
  return total;
};

/**
 * Reads a decimal text such as `41250.00` or `-0.5` exactly, without a float in between. More decimals than the currency has are
 * refused unless `rounding` says half-even, zeros too: `12.500` is twelve thousand five hundred to whoever separates thousands by points.
 */
export const parseAmount = (
  text: string,
  currency: Currency,
  rounding: 'refuse' | 'half-even' = 'refuse',
): Result<Money, AmountRefusal> => {
  const match = /^(-?)(\d{1,20})(?:\.(\d{1,20}))?$/.exec(text);
  if (!match) return refused({ reason: 'not-an-amount' });
  const [, sign, whole = '', fraction = ''] = match;
  const decimals = exponentOf(currency);
  if (fraction.length > decimals && rounding === 'refuse') return refused({ reason: 'too-many-decimals' });
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  const rest = fraction.slice(decimals).replace(/0+$/, '');
  const magnitude = halfEven(BigInt(whole + kept), rest);
  if (magnitude > limitMinor) return refused({ reason: 'too-large' });
  return accepted({ minor: sign === '-' ? -magnitude : magnitude, currency });
};

/** Reads an amount whose sender promised that it is one, as a contract does; any other text is a fault and throws. */
export const exactAmount = (text: string, currency: Currency): Money => {
  const read = parseAmount(text, currency);
  if (!read.ok) throw new RangeError(`${text} is no amount in ${currency}: ${read.refusal.reason}`);
  return read.value;
};

/** Minor units under the currency code that a database or a message holds; an unknown code is a fault and throws. */
export const storedMoney = (minor: string | bigint, code: string): Money =>
  money(BigInt(minor), storedCurrency(code));

/** Money as text, the way it goes over every wire: `{ amount: '41250.00', currency: 'USD' }`. */
export const moneyText = (amount: Money): { amount: string; currency: string } => ({
  amount: amountText(amount),
  currency: amount.currency,
});

/** The decimal text of an amount with all decimals of its currency: `41250.00`. */
export const amountText = ({ minor, currency }: Money): string => {
  const decimals = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return decimals === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

/**
 * Splits an amount by whole weights so that the parts sum to it exactly: each part is rounded towards
 * zero and the units left over go to the largest remainders, the earlier part first among equals.
 */
export const allocate = (amount: Money, weights: readonly bigint[]): readonly Money[] => {
  const whole = weights.reduce((total, weight) => total + weight, 0n);
  if (whole <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError('allocate needs weights that are not negative and not all zero');
  }
  const sign = amount.minor < 0n ? -1n : 1n;
  const magnitude = amount.minor * sign;
  const parts = weights.map((weight) => (magnitude * weight) / whole);
  const left = Number(magnitude - parts.reduce((total, part) => total + part, 0n));
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (magnitude * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  const lucky = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return parts.map((part, index) => money(sign * (part + (lucky.has(index) ? 1n : 0n)), amount.currency));
};

const sameCurrency = (left: Money, right: Money): void => {
  if (left.currency !== right.currency) {
    throw new RangeError(`amounts in ${left.currency} and ${right.currency} do not add up`);
  }
};

const halfEven = (magnitude: bigint, rest: string): bigint => {
  if (rest === '') return magnitude;
  const half = rest === '5' ? 0 : rest >= '5' ? 1 : -1;
  const up = half > 0 || (half === 0 && magnitude % 2n === 1n);
  return up ? magnitude + 1n : magnitude;
};
