/** A day of the proleptic Gregorian calendar as `YYYY-MM-DD`, without time or zone. Texts compare in date order. */
export type CalendarDate = string & { readonly calendarDate: true };

const msPerDay = 86_400_000;

/** Reads `YYYY-MM-DD`; a text that is no existing day from 1900 to 9999 is `undefined`. */
export const toCalendarDate = (text: string): CalendarDate | undefined => {
  if (!/^(?:19|[2-9]\d)\d{2}-\d{2}-\d{2}$/.test(text)) return undefined;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return exists ? (text as CalendarDate) : undefined;
};

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The day number counted from 1970-01-01, which is 0. */
export const dayNumber = (date: CalendarDate): number => {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  return Date.UTC(year, month - 1, day) / msPerDay;
};

export const dateOfDay = (days: number): CalendarDate =>
  new Date(days * msPerDay).toISOString().slice(0, 10) as CalendarDate;

export const addDays = (date: CalendarDate, days: number): CalendarDate => dateOfDay(dayNumber(date) + days);

/** Days from `start` to `end`: 1 from one day to the next, negative when `end` lies before. */
export const daysBetween = (start: CalendarDate, end: CalendarDate): number =>
  dayNumber(end) - dayNumber(start);

/**
 * The day that decides ages, overdue days and accounting dates: the pinned one where a day is pinned, else the one that it is
 * now in the zone.
 */
export const businessDate = (
  pinned: string | undefined,
  timeZone: string,
  now: () => Date,
): (() => CalendarDate) => {
  const day = toCalendarDate(pinned ?? '');
  return () => day ?? dateInZone(now(), timeZone);
};

/** The day an instant falls on in an IANA time zone, for example `America/New_York`. */
export const dateInZone = (instant: Date, timeZone: string): CalendarDate =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  ) as CalendarDate;
