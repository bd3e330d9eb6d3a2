/** How a style shows a number: as a day, with leading zeros up to a width, or as it is. */
export type NumberStyle = 'day' | number | 'plain';

/** The formats that every workbook knows by number and that hold a day, whatever the language of whoever opens it. */
const dayFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

/** What a format does to a number, by its code such as `dd.mm.yyyy` or, where it has none of its own, by its number. */
export const styleOf = (format: number, code: string | undefined): NumberStyle => {
  if (code === undefined) return dayFormats.has(format) ? 'day' : 'plain';
  const [positive = ''] = code.split(';');
  const signs = positive.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  if (/[yd]/i.test(signs)) return 'day';
  return /^0{2,}$/.test(signs) ? signs.length : 'plain';
};

/** What a cell with a number shows: the day it stands for, or its digits as the file has them. */
export const numberText = (digits: string, style: NumberStyle, since1904: boolean): string => {
  const plain = plainDigits(digits.trim());
  if (style === 'day') return dayOf(plain, since1904) ?? plain;
  return typeof style === 'number' && /^\d+$/.test(plain) ? plain.padStart(style, '0') : plain;
};

/** Digits without an exponent: `5.0E-2` as `0.050`. Whatever else stands there stays. */
const plainDigits = (text: string): string => {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/.exec(text);
  if (!match) return text;
  const [, sign, whole = '', fraction = '', exponent] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point < 0 ? '0'.repeat(-point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 0);
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, '') || '0';
  const rest = padded.slice(at);
  return rest === '' ? `${sign}${integer}` : `${sign}${integer}.${rest}`;
};

const dayMs = 86_400_000;

/** The day of a serial number; the time behind its point is not read. Day 60 of the older count never existed. */
const dayOf = (serial: string, since1904: boolean): string | undefined => {
  const whole = /^(\d{1,7})(?:\.\d+)?$/.exec(serial)?.[1];
  if (whole === undefined) return undefined;
  const count = Number(whole);
  if (!since1904 && (count === 0 || count === 60)) return undefined;
  const epoch = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, count < 60 ? 31 : 30);
  const day = new Date(epoch + count * dayMs).toISOString().slice(0, 10);
  return day.length === 10 && !day.startsWith('+') ? day : undefined;
};

/** A text as a workbook keeps it, in which `_x000D_` stands for a sign that XML cannot hold. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9a-fA-F]{4})_/g, (_whole, code) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
