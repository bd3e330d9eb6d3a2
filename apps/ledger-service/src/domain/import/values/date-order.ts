import type { DateOrder, RawRow } from '../open-item.ts';
import { dateParts } from './written-date.ts';

export type Survey = {
  readonly look: (raw: RawRow) => void;
  readonly dateOrder: () => DateOrder | 'ambiguous';
};

/**
 * Finds out whether a file writes the day or the month first. A single date such as 3/4/2013 does not show it, so the file as
 * a whole decides: one number above 12 settles it, both kinds in one file contradict each other. Points stand behind days.
 */
export const surveyDates = (columns: readonly string[]): Survey => {
  let dayFirst = false;
  let monthFirst = false;
  let any = false;
  return {
    look: (raw: RawRow) => {
      for (const column of columns) {
        const parts = dateParts(raw[column] ?? '');
        if (!parts) continue;
        any = true;
        if (parts.first > 12 || parts.separator === '.') dayFirst = true;
        if (parts.second > 12) monthFirst = true;
      }
    },
    dateOrder: (): DateOrder | 'ambiguous' => {
      if (!any) return 'iso';
      if (dayFirst === monthFirst) return 'ambiguous';
      return dayFirst ? 'day-first' : 'month-first';
    },
  };
};
