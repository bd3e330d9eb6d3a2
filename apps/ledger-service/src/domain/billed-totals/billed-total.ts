import { toCurrency } from '@recoup/domain/currency';
import type { Money } from '@recoup/domain/money';
import { mustBeCurrency, rowReader } from '../import/fields.ts';
import { missingColumns } from '../import/file-terms.ts';
import type { RawRow, RowError } from '../import/open-item.ts';

/**
 * What a legal entity billed in a currency in a month less its credit notes, by which its write-offs are measured; below zero where more
 * was credited than billed.
 */
export type BilledTotal = {
  readonly row: number;
  readonly entity: string;
  /** Such as `2026-03`. */
  readonly month: string;
  readonly billed: Money;
};

const billedColumns = ['entity', 'month', 'currency', 'billed'] as const;

/** What is wrong with the header of a list of totals. */
export const checkBilledColumns = (columns: readonly string[]): readonly RowError[] => {
  const known: readonly string[] = billedColumns;
  return [
    ...missingColumns(columns, billedColumns),
    ...columns
      .filter((column) => !known.includes(column))
      .map(
        (column): RowError => ({
          ...{ row: 1, column, value: column, code: 'UNKNOWN_COLUMN' },
          reason: `is not a known column; a list of billed totals has ${billedColumns.join(', ')}`,
        }),
      ),
  ];
};

/** Reads one row of a list; all of its faults where it has some. */
export const readBilledTotal = (
  row: number,
  raw: RawRow,
  lastMonth: string,
): { readonly total: BilledTotal } | { readonly errors: readonly RowError[] } => {
  const field = rowReader(row, raw);
  const [entity, month] = [field.code('entity'), field.text('month')];
  if (month !== '' && !/^20\d{2}-(?:0[1-9]|1[0-2])$/.test(month))
    field.fail('month', 'NOT_A_DATE', 'must be a month from 2000 on, such as 2026-03');
  else if (month > lastMonth) field.fail('month', 'AS_OF_IN_FUTURE', `must not be after ${lastMonth}`);
  const written = field.text('currency');
  const currency = toCurrency(written);
  if (!currency && written !== '') field.fail('currency', 'UNKNOWN_CURRENCY', mustBeCurrency);
  const minor = currency ? field.balance('billed', currency) : 0n;
  if (!currency || field.errors.length > 0) return { errors: field.errors };
  return { total: { row, entity, month, billed: { minor, currency } } };
};

/** Rows that say something of one month of an entity in one currency again. */
export const repeatedTotals = (totals: readonly BilledTotal[]): readonly RowError[] => {
  const first = new Map<string, number>();
  return totals.flatMap(({ row, entity, month, billed }): readonly RowError[] => {
    const key = `${entity} ${month} ${billed.currency}`;
    const before = first.get(key);
    first.set(key, before ?? row);
    if (before === undefined) return [];
    const reason = `is already in line ${before} of this file`;
    return [{ row, column: 'month', value: month, code: 'DUPLICATE', reason }];
  });
};
