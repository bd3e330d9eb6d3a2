import { toCurrency } from '@recoup/domain/currency';
import { mustBeCurrency } from './fields.ts';
import type { ImportTerms, RowError } from './open-item.ts';
import { readShare } from './values/split-amount.ts';

/** Checks the constants a caller gives for what a file has no column for. */
export const checkConstants = (
  terms: ImportTerms,
  required: { readonly entity: boolean; readonly currency: boolean },
): readonly RowError[] => {
  const errors: RowError[] = [];
  const fail = (column: string, value: string | null, code: RowError['code'], reason: string) =>
    errors.push({ row: 0, column, value: value ?? '', code, reason });
  const [first, ...more] = (['entity', 'currency'] as const).filter(
    (constant) => required[constant] && !terms[constant],
  );
  if (first) {
    const others = more.map((constant) => `, and so must ${constant} (${optionsOf(constant)})`).join('');
    const reason = `must be given with the import (${optionsOf(first)})${others}, because the file has no column for it`;
    fail(first, null, 'MISSING_VALUE', reason);
  }
  if (terms.currency && !toCurrency(terms.currency)) {
    fail('currency', terms.currency, 'UNKNOWN_CURRENCY', mustBeCurrency);
  }
  if (terms.revenueShare !== null && !readShare(terms.revenueShare)) {
    fail('revenueShare', terms.revenueShare, 'NOT_AN_AMOUNT', 'must be a decimal from 0 to 1, such as 0.1');
  }
  return errors;
};

/** How people give a constant on the command line and to the API. */
const optionsOf = (constant: string): string => `--${constant}, ${constant}=`;

/** Columns that must be there and are not, compared as the preset names them. */
export const missingColumns = (
  columns: readonly string[],
  required: readonly string[],
): readonly RowError[] =>
  required
    .filter((column) => !columns.includes(column))
    .map((column) => ({
      row: 1,
      column,
      value: '',
      code: 'MISSING_COLUMN' as const,
      reason: 'is missing from the header',
    }));

/** The known columns that a file has, where each is called by what it holds. */
export const sameFields = (
  known: readonly string[],
  columns: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(known.filter((column) => columns.includes(column)).map((column) => [column, column]));
