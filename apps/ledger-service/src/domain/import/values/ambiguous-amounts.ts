import { exponentOf, toCurrency } from '@recoup/domain/currency';
import type { PresetColumns, RawRow, RowError, Writing } from '../open-item.ts';
import { plainAmount } from './number-style.ts';

/** One amount with three decimals says nothing of its column. */
const rowsMin = 2;

/**
 * Finds columns in which every amount has exactly three decimals, in a currency that has not three: whoever wrote 1.250 there may
 * have meant one thousand two hundred and fifty.
 */
export const watchAmounts = (
  { amounts, compared }: PresetColumns,
  constant: string | null,
  { style, numbers }: Pick<Writing, 'style' | 'numbers'>,
) => {
  let watched = amounts;
  const seen = new Map<string, number>();
  const isPlain = (column: string, raw: RawRow): boolean => {
    const amount = plainAmount((raw[column] ?? '').trim(), style, numbers);
    if (amount === '') return false;
    seen.set(column, (seen.get(column) ?? 0) + 1);
    return !/^-?\d+\.\d{3}$/.test(amount);
  };
  const look = (raw: RawRow): void => {
    if (watched.length === 0) return;
    const currency = toCurrency(raw[compared.currency] || constant || '');
    const known = currency && exponentOf(currency) === 3;
    watched = known ? [] : watched.filter((column) => !isPlain(column, raw));
  };
  return {
    look,
    errors: () => watched.filter((column) => (seen.get(column) ?? 0) >= rowsMin).map(ambiguous),
  };
};

const ambiguous = (column: string): RowError => ({
  row: 0,
  column,
  value: '',
  code: 'AMBIGUOUS_AMOUNTS',
  reason:
    'has three decimals in every row, which may be thousands; write amounts with the decimals of their currency, such as 1250.00',
});
