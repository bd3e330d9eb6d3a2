import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import type { DateOrder } from '../open-item.ts';

/** A time of day behind a date: after a blank or a T, also with fractions of a second, AM or PM, and a zone. */
const time =
  /(?:T|\s+)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:\s?[AP]M)?(?:\s?(?:Z|[+-]\d{2}:?\d{2}))?$/i;

const monthNames =
  'january february march april may june july august september october november december'.split(' ');

/** A date in one of the styles that ledgers print; a time behind it says nothing about the day, which counts as it is written. */
export const readDate = (text: string, order: DateOrder): CalendarDate | undefined => {
  const day = withoutTime(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? /^(\d{4})(\d{2})(\d{2})(?:\.0)?$/.exec(day);
  if (iso) return toCalendarDate(`${iso[1]}-${iso[2]}-${iso[3]}`);
  if (order === 'iso') return undefined;
  const parts = dateParts(day);
  if (!parts) return undefined;
  const { first, second, year } = parts;
  const [date, month] = order === 'day-first' ? [first, second] : [second, first];
  return toCalendarDate(`${year}-${two(month)}-${two(date)}`);
};

/** A date whose month is a word, as in `31 Mar 2026` and `Mar 31, 2026`; English, and with all digits of the year. */
export const readNamedDate = (text: string): CalendarDate | undefined => {
  const day = withoutTime(text);
  const dayFirst = /^(?<date>\d{1,2})[ -](?<month>[A-Za-z]{3,9})[ -](?<year>\d{4})$/;
  const monthFirst = /^(?<month>[A-Za-z]{3,9}) (?<date>\d{1,2}), (?<year>\d{4})$/;
  const { date = '', month = '', year = '' } = (dayFirst.exec(day) ?? monthFirst.exec(day))?.groups ?? {};
  const number = monthNames.findIndex(
    (name) => name === month.toLowerCase() || name.slice(0, 3) === month.toLowerCase(),
  );
  return number < 0 ? undefined : toCalendarDate(`${year}-${two(number + 1)}-${date.padStart(2, '0')}`);
};

const withoutTime = (text: string): string => text.trim().replace(time, '');
const two = (number: number): string => String(number).padStart(2, '0');

export type DateParts = {
  readonly first: number;
  readonly second: number;
  readonly year: string;
  readonly separator: string;
};

/** The three numbers of `1/31/2013`, `31-01-2013` or `31.01.2013`, as they stand. */
export const dateParts = (text: string): DateParts | undefined => {
  const match = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(withoutTime(text));
  return match
    ? { first: Number(match[1]), separator: match[2] ?? '', second: Number(match[3]), year: match[4] ?? '' }
    : undefined;
};
