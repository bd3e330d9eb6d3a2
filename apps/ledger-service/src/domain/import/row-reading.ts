import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import { money } from '@recoup/domain/money';
import type { SideAmounts } from '@recoup/domain/sides';
import type { RowReader } from './fields.ts';
import type { OpenItem, RowReading } from './open-item.ts';
import { settledInvoiceReading } from './settled-invoice.ts';

type Named = Omit<OpenItem, 'open' | 'currency' | 'invoiceDate' | 'dueDate'>;
type Found = {
  readonly currency: Currency | undefined;
  readonly invoiceDate: CalendarDate | undefined;
  readonly dueDate: CalendarDate | undefined;
  readonly settledOn?: CalendarDate | undefined;
  readonly open: SideAmounts;
  readonly total: bigint;
};

/** What a row is as of a day, once all of it was read: anything at fault makes it invalid. */
export const rowReading = (
  field: RowReader,
  item: Named,
  { currency, invoiceDate, dueDate, settledOn, open, total }: Found,
  asOf: CalendarDate,
): RowReading => {
  const stated = currency ? money(total, currency) : null;
  if (field.errors.length > 0 || !currency || !invoiceDate || !dueDate) return field.invalid(item, stated);
  if (invoiceDate > asOf) return { kind: 'not-open', stated };
  const dated = { ...item, currency, invoiceDate, dueDate };
  if (settledOn !== undefined && settledOn <= asOf)
    return settledInvoiceReading(dated, settledOn, money(total, currency), field.remarks);
  return { kind: 'item', item: { ...dated, open }, remarks: field.remarks };
};
