import { InvalidArgumentError } from '@commander-js/extra-typings';
import { type CalendarDate, dateInZone, toCalendarDate } from '@recoup/domain/calendar-date';
import { type Currency, toCurrency } from '@recoup/domain/currency';

export const calendarDate = (text: string): CalendarDate =>
  toCalendarDate(text) ?? refuse('It must be a date such as 2026-03-31.');

/** What stands for a date that nobody gave: the last day that has come everywhere, so that it is after today for no legal entity. */
export const todayEverywhere = (now: Date = new Date()): CalendarDate => dateInZone(now, 'Etc/GMT+12');

export const currencyCode = (text: string): Currency =>
  toCurrency(text) ?? refuse('It must be a currency code such as USD.');

/** A whole number in decimal digits, `least` or more. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const number = Number(text);
    return /^\d{1,15}$/.test(text) && number >= least
      ? number
      : refuse(`It must be a whole number, ${least} or more.`);
  };

/** A head of a log that somebody kept. */
export const keptHead = (text: string): { readonly seq: bigint; readonly head: string } => {
  const [, seq, head] = /^(\d{1,18}):([0-9a-f]{64})$/i.exec(text) ?? [];
  return seq === undefined || head === undefined
    ? refuse('It must be a number, a colon and the head, 64 hexadecimal digits.')
    : { seq: BigInt(seq), head: head.toLowerCase() };
};

/** A part of one as the services take it: a decimal from 0 to 1. */
export const share = (text: string): string =>
  /^(?:0(?:[.]\d{1,10})?|1(?:[.]0{1,10})?)$/.test(text)
    ? text
    : refuse('It must be a decimal from 0 to 1, such as 0.1.');

/** A text that says something. */
export const statement = (text: string): string => (/\S/.test(text) ? text : refuse('It must not be blank.'));

/** Where an installation answers. Empty is what a variable gives that nobody set: the one on this machine. */
export const addressOrNone = (text: string): string =>
  text === '' || /^https?:$/.test(URL.parse(text)?.protocol ?? '')
    ? text
    : refuse('It must be an address such as http://127.0.0.1:8080.');

export const id = (text: string): string =>
  isId(text) ? text : refuse('It must be an id such as 0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f.');

export const isId = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** Collects the values of an option that may be given several times. */
export const ids = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  id(text),
];

const refuse = (wanted: string): never => {
  throw new InvalidArgumentError(wanted);
};
