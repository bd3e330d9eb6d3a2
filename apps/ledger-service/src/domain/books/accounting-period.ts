import type { CalendarDate } from '@recoup/domain/calendar-date';

/** A month of an entity in which it may post, or no longer. */
export type AccountingPeriod = {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly state: 'OPEN' | 'CLOSED' | 'LOCKED';
};

/**
 * The day on which something that was decided on `eventDate` is posted: that day, or the first of the next open month. A month that
 * nobody has opened or closed is not known to be open, so nothing is posted in it nor beyond it: `undefined`.
 */
export const accountingDateFor = (
  eventDate: CalendarDate,
  periods: readonly AccountingPeriod[],
): CalendarDate | undefined => {
  const states = new Map(periods.map(({ month, state }) => [month, state]));
  let month = monthOf(eventDate);
  for (;;) {
    const state = states.get(month);
    if (state === undefined) return undefined;
    if (state === 'OPEN') return month === monthOf(eventDate) ? eventDate : firstDayOf(month);
    month = monthAfter(month);
  }
};

export const monthOf = (date: CalendarDate): string => date.slice(0, 7);

export const monthAfter = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

/** Whether a month has begun: nothing is closed that is still to come. */
export const hasBegun = (month: string, today: CalendarDate): boolean => month <= monthOf(today);

const firstDayOf = (month: string): CalendarDate => `${month}-01` as CalendarDate;
