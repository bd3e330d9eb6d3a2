import { expect, it } from 'vitest';
import type { RawRow } from '../open-item.ts';
import { watchAmounts } from './ambiguous-amounts.ts';

const columns = {
  compared: {
    ...{ entity: '', invoiceNumber: '', invoiceDate: '', currency: 'currency' },
    ...{ client: '', debtor: '', agent: '', currentBalance: '' },
  },
  dates: [],
  amounts: ['a', 'b'],
  fields: {},
};
const found = (
  rows: readonly RawRow[],
  constant: string | null = null,
  style: 'plain' | 'comma' = 'plain',
) => {
  const watch = watchAmounts(columns, constant, { style, numbers: 'text' });
  for (const row of rows) watch.look(row);
  return watch.errors().map(({ row, column, value, code }) => `${row} ${column}${value} ${code}`);
};
const currency = 'EUR';

it('finds the columns in which every amount has three decimals', () => {
  expect(
    found([
      { currency, a: '1.250', b: '1.25' },
      { currency, a: ' 12.750 ', b: '1.250' },
    ]),
  ).toEqual(['0 a AMBIGUOUS_AMOUNTS']);
  expect(
    found([
      { currency, a: '1.250', b: '-1.250' },
      { currency, a: '', b: '0.000' },
      { currency, a: '3.400' },
    ]),
  ).toEqual(['0 a AMBIGUOUS_AMOUNTS', '0 b AMBIGUOUS_AMOUNTS']);
});

it.each([
  [
    'one of them has other decimals',
    [
      { currency, a: '1.250' },
      { currency, a: '1.250' },
      { currency, a: '12.5' },
    ],
  ],
  ['there is only one', [{ currency, a: '1.250' }]],
  [
    'they have more',
    [
      { currency, a: '1.2500' },
      { currency, a: '1.2500' },
    ],
  ],
  [
    'they are no amounts',
    [
      { currency, a: 'x1.250' },
      { currency, a: 'x1.250' },
    ],
  ],
  [
    'the currency has three',
    [
      { currency: 'KWD', a: '1.250' },
      { currency: 'KWD', a: '1.250' },
    ],
  ],
])('finds nothing where %s', (_what, rows) => {
  expect(found(rows)).toEqual([]);
});

it('knows the currency of the import, and how amounts are printed', () => {
  const rows = [{ a: '1.250' }, { a: '1.250' }];
  expect(found(rows, 'KWD')).toEqual([]);
  expect(found(rows, 'EUR')).toEqual(['0 a AMBIGUOUS_AMOUNTS']);
  expect(found(rows)).toEqual(['0 a AMBIGUOUS_AMOUNTS']);
  expect(found(rows, 'EUR', 'comma')).toEqual([]);
  expect(found([{ a: '1,250' }, { a: '1,250' }], 'EUR', 'comma')).toEqual(['0 a AMBIGUOUS_AMOUNTS']);
});
