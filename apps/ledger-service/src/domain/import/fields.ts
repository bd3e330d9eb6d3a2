import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import { type AmountRefusal, amountText, type Money, money, parseAmount } from '@recoup/domain/money';
import type {
  DateOrder,
  ItemNamed,
  RawRow,
  RowError,
  RowErrorCode,
  RowReading,
  Writing,
} from './open-item.ts';
import { shown, textReader } from './texts.ts';
import { withoutFloatNoise } from './values/float-noise.ts';
import { numberKey } from './values/number-key.ts';
import { plainAmount } from './values/number-style.ts';
import { readDate } from './values/written-date.ts';

const amountFault = (
  reason: AmountRefusal['reason'],
  currency: Currency,
): readonly [RowErrorCode, string] => {
  const form = amountText(money(125000n, currency));
  switch (reason) {
    case 'not-an-amount':
      return ['NOT_AN_AMOUNT', `must be a plain decimal amount such as ${form}`];
    case 'too-many-decimals':
      return ['TOO_MANY_DECIMALS', `has more decimals than ${currency} has; write it as ${form} is written`];
    case 'too-large':
      return ['TOO_LARGE', 'is larger than the ledger can record'];
  }
};

type Printed = Pick<Writing, 'numbers' | 'style'>;
const plainly: Printed = { numbers: 'text', style: 'plain' };
export const mustBeDate = 'must be a date that exists, such as 2026-03-31';
export const mustBeCurrency = 'must be an ISO 4217 currency code such as USD';

/** Reads the fields of one row and collects every fault instead of stopping at the first. */
export const rowReader = (row: number, raw: RawRow, { numbers, style }: Printed = plainly) => {
  const errors: RowError[] = [];
  const remarks: RowError[] = [];
  const fail = (column: string, code: RowErrorCode, reason: string): undefined => {
    errors.push({ row, column, value: shown(raw, column), code, reason });
    return undefined;
  };

  const texts = textReader(row, raw, fail, remarks);
  const { optional, text } = texts;

  const date = (column: string, order: DateOrder): CalendarDate | undefined => {
    const value = text(column);
    if (value === '') return undefined;
    return readDate(value, order) ?? fail(column, 'NOT_A_DATE', mustBeDate);
  };

  /** The text of an amount, as whoever wrote it meant it. */
  const exactText = (column: string, currency: Currency): string => {
    const written = plainAmount(text(column), style, numbers);
    return numbers === 'float' ? withoutFloatNoise(written, currency) : written;
  };

  const optionalDate = (column: string, order: DateOrder): CalendarDate | undefined =>
    optional(column) === null ? undefined : date(column, order);

  const amount = (column: string, currency: Currency, rounding: 'refuse' | 'half-even'): bigint => {
    const value = exactText(column, currency);
    if (value === '') return 0n;
    const exact = parseAmount(value, currency);
    const read: ReturnType<typeof parseAmount> = exact.ok ? exact : parseAmount(value, currency, rounding);
    if (!read.ok) {
      fail(column, ...amountFault(read.refusal.reason, currency));
      return 0n;
    }
    if (!exact.ok) remarks.push(roundedNote(row, column, value, read.value));
    if (read.value.minor === 0n && value.startsWith('-')) failZero(column);
    if (read.value.minor < 0n)
      fail(column, 'NEGATIVE_AMOUNT', 'must not be negative, because a credit is not an open item');
    return read.value.minor;
  };

  const failZero = (column: string) => fail(column, 'NOTHING_OPEN', 'must not be zero with a sign before it');

  /** An amount that may be below zero, as a balance may. */
  const balance = (column: string, currency: Currency): bigint => {
    const value = exactText(column, currency);
    if (value === '') return 0n;
    const read = parseAmount(value, currency);
    if (read.ok && read.value.minor === 0n && value.startsWith('-')) failZero(column);
    if (read.ok) return read.value.minor;
    fail(column, ...amountFault(read.refusal.reason, currency));
    return 0n;
  };

  const flag = (column: string): boolean => {
    const value = (raw[column] ?? '').trim().toLowerCase();
    if (['', 'false', 'no', 'n', '0'].includes(value)) return false;
    if (['true', 'yes', 'y', '1'].includes(value)) return true;
    fail(column, 'NOT_A_FLAG', 'must be true or false');
    return false;
  };

  /** A constant of the import stands for what a file does not say, and may not say otherwise than the file. */
  const mustAgree = (column: string, value: string | undefined, constant: string | null): void => {
    if (constant !== null && value && numberKey(value) !== numberKey(constant))
      fail(column, 'CONSTANT_CONTRADICTED', `must be ${constant}, which was given with the import`);
  };

  /** The whole row as one that is not valid; what it names is not missing from the file all the same. */
  const invalid = ({ entity, invoiceNumber }: ItemNamed, stated: Money | null): RowReading => {
    const means = entity === '' || invoiceNumber === '' ? null : { entity, invoiceNumber };
    return { kind: 'invalid', errors, means, stated };
  };

  return {
    ...{ errors, remarks, fail },
    ...texts,
    ...{ date, optionalDate, amount, balance, flag, mustAgree, invalid },
  };
};

export type RowReader = ReturnType<typeof rowReader>;

const roundedNote = (row: number, column: string, value: string, to: Money): RowError => ({
  row,
  column,
  value,
  code: 'TOO_MANY_DECIMALS',
  reason: `was rounded to ${amountText(to)} ${to.currency} (half to even)`,
});
