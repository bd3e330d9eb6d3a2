import { slashed } from './fields.ts';
import type { DateOrder, RawRow, Survey } from './open-item.ts';

/**
 * Finds out whether a file writes the day or the month first. A single date such as 3/4/2013 does not show it, so the file as
 * a whole decides: one number above 12 settles it, both kinds in one file contradict each other.
 */
export const surveyDates = (columns: readonly string[]): Survey => {
  let dayFirst = false;
  let monthFirst = false;
  let any = false;
  return {
    look: (raw: RawRow) => {
      for (const column of columns) {
        const parts = slashed(raw[column] ?? '');
        if (!parts) continue;
        any = true;
        if (parts[0] > 12) dayFirst = true;
        if (parts[1] > 12) monthFirst = true;
      }
    },
    dateOrder: (): DateOrder | 'ambiguous' => {
      if (!any) return 'iso';
      if (dayFirst === monthFirst) return 'ambiguous';
      return dayFirst ? 'day-first' : 'month-first';
    },
  };
};
