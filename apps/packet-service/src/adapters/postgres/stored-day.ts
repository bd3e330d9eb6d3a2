import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';

export const storedDay = (text: string): CalendarDate => {
  const day = toCalendarDate(text);
  if (!day) throw new Error(`the database holds ${text}, which is no day`);
  return day;
};
