import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { BilledTotal } from '../domain/billed-totals/billed-total.ts';

export type BilledStatement = {
  readonly statementId: string;
  /** The day as of which it is stated: of two statements about a month that of the later day counts. */
  readonly statedOn: CalendarDate;
  readonly fileSha256: string;
  readonly personId: string;
  readonly totals: readonly BilledTotal[];
};

/** What legal entities billed, as it was stated; a statement is never changed, a later one counts instead. */
export type BilledTotals = {
  readonly keep: (statement: BilledStatement) => Promise<void>;
};
