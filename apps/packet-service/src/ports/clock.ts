import type { CalendarDate } from '@recoup/domain/calendar-date';

/** The wall clock and the business date (05-line section 1). */
export type Clock = { readonly now: () => Date; readonly today: () => CalendarDate };
