import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Money } from '@recoup/domain/money';
import type { OpenItem, SettledInvoice } from './open-item.ts';

/** What of a row that was settled by the as-of date shows how its account pays. */
export const settledInvoice = (
  item: Omit<OpenItem, 'open' | 'currency'>,
  settledOn: CalendarDate,
  total: Money,
): SettledInvoice => ({
  entity: item.entity,
  client: item.client,
  debtor: item.debtor,
  invoiceNumber: item.invoiceNumber,
  invoiceDate: item.invoiceDate,
  dueDate: item.dueDate,
  settledOn,
  total,
  disputed: item.disputeOpen,
});
