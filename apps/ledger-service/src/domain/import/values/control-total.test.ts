import { storedMoney } from '@recoup/domain/money';
import { expect, it } from 'vitest';
import { readControlTotal, statedSums } from './control-total.ts';

it.each([
  ['USD 3355.25', [storedMoney(335525n, 'USD')]],
  ['USD 3355.25, JPY -12', [storedMoney(335525n, 'USD'), storedMoney(-12n, 'JPY')]],
  [' USD   1 ,EUR 2 ', [storedMoney(100n, 'USD'), storedMoney(200n, 'EUR')]],
])('reads %j', (text, totals) => {
  expect(readControlTotal(text)).toEqual(totals);
});

it.each([
  '',
  'USD',
  '3355.25',
  'USD 3,355.25',
  'usd 1.00',
  'XXX 1.00',
  'JPY 1.50',
  'USD 1.00, USD 2.00',
  'USD 1.00,',
  'USD1.00',
  'USD 1.00 x',
  'xUSD 1.00',
])('reads nothing of %j', (text) => {
  expect(readControlTotal(text)).toBeUndefined();
});

it('sums by currency', () => {
  const sums = statedSums();
  expect(sums.totals()).toEqual([]);
  for (const [minor, currency] of [
    [100n, 'USD'],
    [-30n, 'USD'],
    [5n, 'EUR'],
  ] as const)
    sums.add(storedMoney(minor, currency));
  expect(sums.totals()).toEqual([storedMoney(70n, 'USD'), storedMoney(5n, 'EUR')]);
});
