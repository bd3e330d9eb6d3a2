import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';

/** A day of an event; a text that is none is a fault of its producer. */
export const dateOf = (text: string): CalendarDate => {
  const day = toCalendarDate(text);
  if (!day) throw new RangeError(`${text} is not a day`);
  return day;
};
