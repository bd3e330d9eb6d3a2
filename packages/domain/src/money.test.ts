import { describe, expect, it } from 'vitest';
import { storedCurrency } from './currency.ts';
import {
  add,
  allocate,
  amountText,
  exactAmount,
  money,
  moneyText,
  parseAmount,
  storedMoney,
  subtract,
  sum,
  zero,
} from './money.ts';

const [usd, jpy, bhd] = [storedCurrency('USD'), storedCurrency('JPY'), storedCurrency('BHD')];

describe('an amount read from text', () => {
  it.each([
    ['41250.00', usd, 4_125_000n],
    ['0.1', usd, 10n],
    ['-12.50', usd, -1250n],
    ['500', jpy, 500n],
    ['1.234', bhd, 1234n],
    ['99999999999999.99', usd, 9_999_999_999_999_999n],
    ['1000000000000000.00', usd, 100_000_000_000_000_000n],
  ])('%s is exact', (text, code, minor) => {
    expect(parseAmount(text, code)).toEqual({ ok: true, value: { minor, currency: code } });
  });

  it.each([
    ['1.005', usd, 'too-many-decimals'],
    ['1.5', jpy, 'too-many-decimals'],
    ['1e400', usd, 'not-an-amount'],
    ['NaN', usd, 'not-an-amount'],
    ['1,000.00', usd, 'not-an-amount'],
    ['', usd, 'not-an-amount'],
    [' 1', usd, 'not-an-amount'],
    ['1 ', usd, 'not-an-amount'],
    ['1.', usd, 'not-an-amount'],
    ['.5', usd, 'not-an-amount'],
    ['+1', usd, 'not-an-amount'],
    ['1000000000000000.01', usd, 'too-large'],
    ['-1000000000000000.01', usd, 'too-large'],
    ['1.0010', usd, 'too-many-decimals'],
    ['12.500', usd, 'too-many-decimals'],
    ['7.000', jpy, 'too-many-decimals'],
    ['1.2340', bhd, 'too-many-decimals'],
    ['99999999999999999999', usd, 'too-large'],
  ])('%s is refused', (text, code, reason) => {
    expect(parseAmount(text, code)).toEqual({ ok: false, refusal: { reason } });
  });

  it('that was promised to be one is exact, and a fault when it is not', () => {
    expect(exactAmount('-12.50', usd)).toEqual({ minor: -1250n, currency: usd });
    expect(() => exactAmount('1.5', jpy)).toThrow('1.5 is no amount in JPY: too-many-decimals');
  });

  it.each([
    ['1.005', 100n],
    ['1.015', 102n],
    ['1.0051', 101n],
    ['1.004', 100n],
    ['-1.015', -102n],
    ['1.02500', 102n],
    ['1.5000', 150n],
    ['1.0250001', 103n],
    ['1.026', 103n],
    ['1.0149', 101n],
    ['1.02', 102n],
  ])('%s rounds half to even when the source declares rounding', (text, minor) => {
    expect(parseAmount(text, usd, 'half-even')).toEqual({ ok: true, value: { minor, currency: usd } });
  });

  it('comes back as the text it was', () => {
    for (const text of ['0.00', '0.05', '-0.05', '41250.00', '-1234567.89']) {
      const read = parseAmount(text, usd);
      expect(read.ok && amountText(read.value)).toBe(text);
    }
  });
});

describe('money', () => {
  it('adds and subtracts within one currency', () => {
    expect(add(money(5n, usd), money(7n, usd))).toEqual({ minor: 12n, currency: usd });
    expect(subtract(money(5n, usd), money(7n, usd))).toEqual({ minor: -2n, currency: usd });
    expect(zero(jpy)).toEqual({ minor: 0n, currency: jpy });
    expect(() => subtract(money(5n, usd), money(7n, jpy))).toThrow('amounts in USD and JPY do not add up');
  });

  it('is read from what is stored, and travels as text', () => {
    expect(storedMoney('4125000', 'USD')).toEqual({ minor: 4_125_000n, currency: usd });
    expect(moneyText(money(-5n, usd))).toEqual({ amount: '-0.05', currency: usd });
    expect([amountText(money(0n, jpy)), amountText(money(-500n, jpy)), amountText(money(7n, bhd))]).toEqual([
      '0',
      '-500',
      '0.007',
    ]);
  });
});

describe('an allocation', () => {
  it.each<[bigint, readonly bigint[], readonly bigint[]]>([
    [1n, [1n, 1n], [1n, 0n]],
    [2n, [1n, 1n, 1n], [1n, 1n, 0n]],
    [10n, [1n, 0n, 2n], [3n, 0n, 7n]],
    [-10n, [1n, 0n, 2n], [-3n, 0n, -7n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [0n, [1n, 2n], [0n, 0n]],
    [100n, [10n, 90n], [10n, 90n]],
    [5n, [3n, 1n, 3n, 1n], [2n, 1n, 2n, 0n]],
    [3n, [5n, 1n, 5n, 5n], [1n, 0n, 1n, 1n]],
  ])('of %s by %s', (minor, weights, parts) => {
    expect(allocate(money(minor, usd), weights).map((part) => part.minor)).toEqual(parts);
  });

  it.each([
    ['none', []],
    ['zeros', [0n, 0n]],
    ['a negative one', [3n, -1n]],
  ])('by weights that are %s is a fault', (_name, weights) => {
    expect(() => allocate(money(100n, usd), weights)).toThrow(
      'allocate needs weights that are not negative and not all zero',
    );
  });

  it('gives the units left over to the largest remainders', () => {
    expect(allocate(money(100n, usd), [1n, 1n, 1n]).map((part) => part.minor)).toEqual([34n, 33n, 33n]);
    expect(allocate(money(1000n, usd), [1n, 2n, 4n]).map((part) => part.minor)).toEqual([143n, 286n, 571n]);
  });

  it('never loses a unit, also for a credit', () => {
    const parts = allocate(money(-1001n, usd), [3n, 3n, 5n]);
    expect(sum(parts, usd).minor).toBe(-1001n);
  });

  it('refuses to add two currencies', () => {
    expect(() => sum([money(1n, jpy)], usd)).toThrow(RangeError);
  });
});
