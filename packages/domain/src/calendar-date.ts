/** A day of the proleptic Gregorian calendar as `YYYY-MM-DD`, without time or zone. Texts compare in date order. */
export type CalendarDate = string & { readonly calendarDate: true };

const msPerDay = 86_400_000;

/** Reads `YYYY-MM-DD`; a text that is no existing day from 1900 to 9999 is `undefined`. */
export const toCalendarDate = (text: string): CalendarDate | undefined => {
  if (!/^(?:19|[2-9]\d)\d{2}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = text as CalendarDate;
  // A day that does not exist, such as 30 February, comes back as another one.
  return dateOfDay(dayNumber(date)) === date ? date : undefined;
};

/** The day number counted from 1970-01-01, which is 0. */
export const dayNumber = (date: CalendarDate): number => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
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
