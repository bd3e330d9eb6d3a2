import { type Currency, toCurrency } from '@recoup/domain/currency';
import { amountText, money } from '@recoup/domain/money';
import { bySide, type SideAmounts, sides, totalOf } from '@recoup/domain/sides';
import { mustBeCurrency, type RowReader } from '../fields.ts';
import type { ImportTerms, RawRow } from '../open-item.ts';
import { splitAmount } from '../values/split-amount.ts';
import type { TableColumns } from './headings.ts';
import type { Layout } from './layout.ts';

type Table = {
  readonly layout: Layout;
  readonly columns: TableColumns;
  readonly terms: ImportTerms;
};

/** What a line says is open; `total` may be below zero, `sides` are what could be owed. */
export type OpenInLine = { readonly total: bigint; readonly sides: SideAmounts };

export const currencyIn = (
  { layout, columns, terms }: Table,
  field: RowReader,
  written: string,
): Currency | undefined => {
  const column = columns.at.currency ?? 'currency';
  const currency = toCurrency(written || terms.currency || '');
  if (!currency) field.fail(column, 'UNKNOWN_CURRENCY', mustBeCurrency);
  if (!layout.ownCurrencyEmpty) field.mustAgree(column, written, terms.currency);
  return currency;
};

export const openIn = (table: Table, field: RowReader, currency: Currency, raw: RawRow): OpenInLine => {
  const { layout, columns, terms } = table;
  const { at } = columns;
  const stated = sides.filter((side) => at[side] !== undefined);
  if (stated.length > 0) {
    const open = bySide((side) => (at[side] === undefined ? 0n : field.balance(at[side], currency)));
    const total = totalOf(open);
    for (const side of stated)
      if (open[side] < 0n && total >= 0n)
        field.fail(
          at[side] ?? '',
          'NEGATIVE_AMOUNT',
          'must not be negative, because a credit is not an open item',
        );
    return { total, sides: open };
  }
  const total =
    at.open === undefined ? inBuckets(columns, field, currency, raw) : field.balance(at.open, currency);
  return { total, sides: splitAmount(total, currency, terms.revenueShare ?? layout.revenueShare) };
};

/** What stands in the columns by age, whose sum the column of totals repeats. */
const inBuckets = (
  { buckets, bucketTotal }: TableColumns,
  field: RowReader,
  currency: Currency,
  raw: RawRow,
): bigint => {
  const filled = buckets.filter((bucket) => (raw[bucket] ?? '').trim() !== '');
  if (filled.length === 0)
    field.fail(buckets[0] ?? '', 'MISSING_VALUE', 'must not be empty in all columns by age');
  const total = filled.reduce((sum, bucket) => sum + field.balance(bucket, currency), 0n);
  if (bucketTotal !== undefined && (raw[bucketTotal] ?? '').trim() !== '') {
    const faultsBefore = field.errors.length;
    const said = field.balance(bucketTotal, currency);
    if (said !== total && field.errors.length === faultsBefore) {
      const sum = amountText(money(total, currency));
      field.fail(bucketTotal, 'NOT_AN_AMOUNT', `must be ${sum}, the sum of the columns by age`);
    }
  }
  return total;
};
