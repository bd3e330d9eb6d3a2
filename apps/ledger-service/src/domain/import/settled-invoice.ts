import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Money } from '@recoup/domain/money';
import { noSides } from '@recoup/domain/sides';
import type { OpenItem, RowError, RowReading } from './open-item.ts';

/**
 * What a row says of an invoice that was settled by the as-of date, `total` being what was billed: how its account pays, and that nothing
 * of it is open.
 */
export const settledInvoiceReading = (
  item: Omit<OpenItem, 'open'>,
  settledOn: CalendarDate,
  total: Money,
  remarks: readonly RowError[],
): RowReading => ({
  kind: 'settled',
  invoice: {
    entity: item.entity,
    client: item.client,
    debtor: item.debtor,
    invoiceNumber: item.invoiceNumber,
    invoiceDate: item.invoiceDate,
    dueDate: item.dueDate,
    settledOn,
    total,
    disputed: item.disputeOpen,
  },
  item: { ...item, open: noSides },
  remarks,
});
