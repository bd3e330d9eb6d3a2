import { storedCurrency } from '@recoup/domain/currency';
import { expect, it } from 'vitest';
import { type BilledTotal, checkBilledColumns, readBilledTotal, repeatedTotals } from './billed-total.ts';

const good = { entity: 'US01', month: '2026-02', currency: 'USD', billed: '1250.00' };
const faults = (change: Partial<typeof good>) => {
  const read = readBilledTotal(2, { ...good, ...change }, '2026-03');
  return 'errors' in read ? read.errors.map(({ column, code }) => `${column} ${code}`) : [];
};

it('reads what an entity billed in a month', () => {
  expect(readBilledTotal(2, good, '2026-03')).toEqual({
    total: { row: 2, entity: 'US01', month: '2026-02', billed: { minor: 125_000n, currency: 'USD' } },
  });
  expect(faults({ month: '2026-03', billed: '0.00' })).toEqual([]);
  expect(readBilledTotal(2, { ...good, billed: '-1.00' }, '2026-03')).toMatchObject({
    total: { billed: { minor: -100n } },
  });
});

it.each([
  [{ month: '2026-13' }, ['month NOT_A_DATE']],
  [{ month: 'March' }, ['month NOT_A_DATE']],
  [{ month: '2026-04' }, ['month AS_OF_IN_FUTURE']],
  [{ currency: 'XYZ' }, ['currency UNKNOWN_CURRENCY']],
  [{ month: '1999-12' }, ['month NOT_A_DATE']],
  [{ month: '0001-01' }, ['month NOT_A_DATE']],
  [{ billed: '1.005' }, ['billed TOO_MANY_DECIMALS']],
  [{ billed: '' }, ['billed MISSING_VALUE']],
  [{ entity: '', month: '' }, ['entity MISSING_VALUE', 'month MISSING_VALUE']],
])('refuses %j', (change, expected) => {
  expect(faults(change)).toEqual(expected);
});

it('asks for its columns and no others', () => {
  expect(checkBilledColumns(['entity', 'month', 'currency', 'amount'])).toMatchObject([
    { column: 'billed', code: 'MISSING_COLUMN' },
    { column: 'amount', code: 'UNKNOWN_COLUMN' },
  ]);
});

it('finds what is said twice of a month', () => {
  const total = (row: number, change: Partial<BilledTotal> = {}): BilledTotal => ({
    ...{ row, entity: 'US01', month: '2026-02', billed: { minor: 1n, currency: storedCurrency('USD') } },
    ...change,
  });
  const found = repeatedTotals([
    total(2),
    total(3, { month: '2026-01' }),
    total(4, { entity: 'UK01' }),
    total(5),
  ]);
  expect(found).toMatchObject([{ row: 5, code: 'DUPLICATE', reason: 'is already in line 2 of this file' }]);
});
