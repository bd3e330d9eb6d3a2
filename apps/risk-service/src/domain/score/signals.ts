import { type CalendarDate, daysBetween } from '@recoup/domain/calendar-date';
import type { FloorFact, SignalName } from './scorecard.ts';

/** What is known about one open invoice on the day it is scored. Only facts dated before that day may be in it. */
export type Signals = {
  readonly dueDate: CalendarDate;
  /** Share of the account's settled invoices that were settled more than 15 days after due; `null` without any. */
  readonly settledLateShareBp: number | null;
  /** The account's other open invoices past their due date. */
  readonly otherOverdueItems: number;
  /** Open amount against the account's usual invoice, 10000 being equal; `null` while nothing is usual yet. */
  readonly amountToUsualBp: number | null;
  readonly facts: ReadonlySet<FloorFact>;
};

/** Days past due on a business date, negative before the due date (definition D1). */
export const overdueDays = ({ dueDate }: { readonly dueDate: CalendarDate }, asOf: CalendarDate): number =>
  daysBetween(dueDate, asOf);

/** The whole number that the scorecard reads for each signal; `null` says that it is not known. */
export const readingOf = (signals: Signals, signal: SignalName, asOf: CalendarDate): number | null => {
  switch (signal) {
    case 'overdue-days':
      return overdueDays(signals, asOf);
    case 'settled-late-share':
      return signals.settledLateShareBp;
    case 'open-dispute':
      return signals.facts.has('open-dispute') ? 1 : 0;
    case 'other-overdue-items':
      return signals.otherOverdueItems;
    case 'amount-to-usual':
      return signals.amountToUsualBp;
  }
};
