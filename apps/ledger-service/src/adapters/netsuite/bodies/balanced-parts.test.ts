import { expect, it } from 'vitest';
import { balancedParts } from './balanced-parts.ts';

/** Lines by their amounts: debits above zero, credits below. */
const amounts = { of: BigInt, changed: (_line: number, amount: bigint) => Number(amount) };
const partsOf = (most: number, ...all: readonly number[]) => balancedParts(all, most, amounts);

it('leaves a journal whole that is short enough', () => {
  expect(partsOf(4, 5, -2, -3)).toEqual([[5, -2, -3]]);
});

it('cuts between lines where both sides are even', () => {
  expect(partsOf(2, 5, -5, 7, -7)).toEqual([
    [5, -5],
    [7, -7],
  ]);
});

it('cuts a line in two where only that makes a part balance', () => {
  expect(partsOf(3, 10, -2, -3, -5)).toEqual([
    [5, -2, -3],
    [5, -5],
  ]);
  expect(partsOf(2, 1, 1, 1, -3)).toEqual([
    [1, -1],
    [1, -1],
    [1, -1],
  ]);
});

it('keeps every cent of each side, and every limit, whatever the order', () => {
  const debits = Array.from({ length: 40 }, (_, at) => ((at * 37) % 11) + 1);
  const total = debits.reduce((sum, amount) => sum + amount, 0);
  const credits = [...Array.from({ length: 13 }, () => -7), -(total - 91)];
  for (const most of [2, 3, 7, 50]) {
    const parts = partsOf(most, ...debits, ...credits);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(most);
      expect(part).not.toContain(0);
      expect(part.reduce((sum, amount) => sum + amount, 0)).toBe(0);
    }
    const left = parts.flat().filter((amount) => amount > 0);
    expect(left.reduce((sum, amount) => sum + amount, 0)).toBe(total);
  }
});

it('cuts no lines that do not balance', () => {
  expect(() => partsOf(2, 5, -2, -2)).toThrow('do not balance');
  expect(() => partsOf(2, 1, 1, -3)).toThrow('do not balance');
});
