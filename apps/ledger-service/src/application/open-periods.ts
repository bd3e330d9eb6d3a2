import type { CalendarDate } from '@recoup/domain/calendar-date';
import { monthAfter, monthOf } from '../domain/books/accounting-period.ts';
import type { Registry } from '../ports/registry.ts';

/**
 * Opens the current and the next month of each entity, by the days of its own time zone, unless somebody opened or closed them
 * before. Answers that nothing is left to do.
 */
export const openPeriods =
  (registry: Registry, todayIn: (timeZone: string) => CalendarDate) => async (): Promise<boolean> => {
    for (const { code, timeZone } of await registry.entities()) {
      const month = monthOf(todayIn(timeZone));
      await registry.openMonths(code, [month, monthAfter(month)]);
    }
    return false;
  };
