import { toCurrency } from '@recoup/domain/currency';
import { mustBeCurrency } from './fields.ts';
import type { ImportTerms, RowError } from './open-item.ts';
import { readShare } from './split-amount.ts';

/** Checks the constants a caller gives for what a file has no column for. */
export const checkConstants = (
  terms: ImportTerms,
  required: { readonly entity: boolean; readonly currency: boolean },
): readonly RowError[] => {
  const errors: RowError[] = [];
  const fail = (column: string, value: string | null, code: RowError['code'], reason: string) =>
    errors.push({ row: 0, column, value: value ?? '', code, reason });
  if (required.entity && !terms.entity) {
    fail(
      'entity',
      null,
      'MISSING_VALUE',
      'must be given with the import, because files of this kind do not contain it',
    );
  }
  if (required.currency && !terms.currency) {
    fail(
      'currency',
      null,
      'MISSING_VALUE',
      'must be given with the import, because files of this kind do not contain it',
    );
  }
  if (terms.currency && !toCurrency(terms.currency)) {
    fail('currency', terms.currency, 'UNKNOWN_CURRENCY', mustBeCurrency);
  }
  if (terms.revenueShare !== null && !readShare(terms.revenueShare)) {
    fail('revenueShare', terms.revenueShare, 'NOT_AN_AMOUNT', 'must be a decimal from 0 to 1, such as 0.1');
  }
  return errors;
};

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
