import type { RawRow, RowError, RowErrorCode } from './open-item.ts';
import { codeFault, showsNothing, withoutDirections, withSingleBlanks } from './values/written-text.ts';

const textMax = 200;

/** A cell as an error shows it. */
export const shown = (raw: RawRow, column: string): string => (raw[column] ?? '').slice(0, textMax);

type Fail = (column: string, code: RowErrorCode, reason: string) => undefined;

/** Reads the texts of one row; what it changes in them goes to the remarks. */
export const textReader = (row: number, raw: RawRow, fail: Fail, remarks: RowError[]) => {
  const optional = (column: string): string | null => {
    const text = withSingleBlanks((raw[column] ?? '').trim());
    if (text.length > textMax) fail(column, 'TOO_LONG', `must have at most ${textMax} characters`);
    return text === '' ? null : text;
  };
  const text = (column: string): string => {
    const value = optional(column);
    if (value === null) fail(column, 'MISSING_VALUE', 'must not be empty');
    return value ?? '';
  };

  /** A number or code, by which something is found again. */
  const optionalCode = (column: string): string | null => {
    const value = optional(column);
    const fault = value === null ? undefined : codeFault(value);
    if (fault) fail(column, ...fault);
    return value;
  };
  const code = (column: string): string => {
    const value = optionalCode(column);
    if (value === null) fail(column, 'MISSING_VALUE', 'must not be empty');
    return value ?? '';
  };

  /** A name or a free text, which must show something where it must be there. */
  const optionalName = (column: string): string | null => {
    const value = optional(column);
    if (value === null) return null;
    const kept = withoutDirections(value);
    const reason = 'had a sign that turns the direction of writing; it was taken out';
    if (kept !== value)
      remarks.push({ row, column, value: shown(raw, column), code: 'DIRECTION_REMOVED', reason });
    return showsNothing(kept) ? null : kept;
  };
  const name = (column: string): string => {
    const value = optionalName(column);
    if (value === null) fail(column, 'MISSING_VALUE', 'must not be empty');
    return value ?? '';
  };
  return { optional, text, optionalCode, code, optionalName, name };
};
