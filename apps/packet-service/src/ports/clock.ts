import type { CalendarDate } from '@recoup/domain/calendar-date';

/** The wall clock and the business date (definition D1). */
export type Clock = { readonly now: () => Date; readonly today: () => CalendarDate };
