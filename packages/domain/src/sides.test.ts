import { expect, it } from 'vitest';
import { addSides, bySide, noSides, sides, totalOf } from './sides.ts';

const amounts = { revenue: 1n, payable: 20n, tax: 300n, fee: 4000n };

it('lists the sides in one order', () => {
  expect(sides).toEqual(['revenue', 'payable', 'tax', 'fee']);
});

it('makes an amount of each side by its name', () => {
  expect(bySide((side) => amounts[side])).toEqual(amounts);
  expect(noSides).toEqual({ revenue: 0n, payable: 0n, tax: 0n, fee: 0n });
});

it('adds sides one by one, and totals them', () => {
  expect(totalOf(amounts)).toBe(4321n);
  expect(totalOf(noSides)).toBe(0n);
  expect(addSides(amounts, { ...amounts, fee: -1n })).toEqual({
    revenue: 2n,
    payable: 40n,
    tax: 600n,
    fee: 3999n,
  });
});
