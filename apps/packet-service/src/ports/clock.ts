import type { CalendarDate } from '@recoup/domain/calendar-date';

/** The wall clock and the business date (definition D1); `dayIn` is that of a time zone at a moment. */
export type Clock = {
  readonly now: () => Date;
  readonly today: () => CalendarDate;
  readonly dayIn: (timeZone: string, at: Date) => CalendarDate;
};
