import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';

/** A day of an event; a text that is none is a fault of its producer. */
export const dateOf = (text: string): CalendarDate => known(toCalendarDate(text), `date ${text}`);

/** A value that an event must make sense of, or a fault that names it. */
export const known = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new RangeError(`${what} is not known`);
  return value;
};
