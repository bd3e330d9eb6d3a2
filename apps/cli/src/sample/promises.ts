import { addDays, type CalendarDate, dayNumber } from '@recoup/domain/calendar-date';
import { openPercentOn } from './invoice-life.ts';
import type { Invoice } from './portfolio.ts';

/** The first line of a file of promises. */
export const promiseHeader = 'invoice_number,buyer_id,promised_on,promised_for,kept\n';

const promisedWithinDays = 10;

/**
 * What a debtor promised about an overdue invoice on the as-of date, for a script that records it: the day it named, and
 * whether it will keep its word. Debtors that pay promptly are not asked. Undefined for what is not overdue.
 */
export const promiseLine = (invoice: Invoice, asOf: CalendarDate): string | undefined => {
  const { number, debtor, due, life } = invoice;
  if (debtor.habit.name === 'prompt' || due >= asOf || openPercentOn(life, asOf) === 0) return undefined;
  const paid = life.givenUp === null ? life.open.findLast(({ percent }) => percent === 0)?.from : undefined;
  const kept = paid !== undefined && paid <= addDays(asOf, promisedWithinDays);
  const promisedFor = kept ? paid : addDays(asOf, 1 + (dayNumber(due) % promisedWithinDays));
  return `${[number, debtor.number, asOf, promisedFor, String(kept)].join(',')}\n`;
};
