import { storedCurrency } from '@recoup/domain/currency';
import { describe, expect, it } from 'vitest';
import { readShare, splitAmount } from './split-amount.ts';

const split = (minor: bigint, share: string | null, currency = 'USD') => {
  const { revenue, payable, tax, fee } = splitAmount(minor, storedCurrency(currency), share);
  return [revenue, payable, tax, fee];
};

describe('an amount that is not split in the file', () => {
  it.each<[string | null, bigint, bigint, bigint]>([
    ['0.1', 10_000n, 1_000n, 9_000n],
    ['0.25', 10_000n, 2_500n, 7_500n],
    ['0', 10_000n, 0n, 10_000n],
    ['1', 10_000n, 10_000n, 0n],
    ['1.0', 10_000n, 10_000n, 0n],
    [null, 10_000n, 10_000n, 0n],
    ['0.1', 0n, 0n, 0n],
    ['0.1', -10_000n, 0n, 0n],
  ])(
    'with a revenue share of %s of %i minor units is %i revenue and %i payable',
    (share, minor, ...sides) => {
      expect(split(minor, share)).toEqual([...sides, 0n, 0n]);
    },
  );

  it('loses no cent where the share does not divide it', () => {
    for (const minor of [1n, 5n, 99n, 10_001n]) {
      const [revenue = 0n, payable = 0n] = split(minor, '0.333');
      expect(revenue + payable).toBe(minor);
    }
  });
});

describe('a revenue share', () => {
  it('is a decimal from 0 to 1', () => {
    expect(['0', '0.1', '0.000000001', '1', '1.000'].every((text) => readShare(text))).toBe(true);
    expect(readShare('0.125')).toEqual({ part: 125n, whole: 1_000n });
  });

  it.each(['1.1', '2', '-0.1', '.5', '0,5', '10%', '', '0.', '0.0000000001'])('is not %j', (text) => {
    expect(readShare(text)).toBeUndefined();
  });
});
