import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import { money } from '@recoup/domain/money';
import { sql } from 'kysely';
import type { AccountId, ClientId, Invoice, Promises, ReceivableId } from '../domain/score/invoice.ts';

export type InvoiceRow = {
  readonly receivable_id: ReceivableId;
  readonly account_id: AccountId;
  readonly account_name: string;
  readonly client_id: ClientId;
  readonly entity: string;
  readonly department: string;
  readonly invoice_number: string;
  readonly invoice_date: CalendarDate;
  readonly due_date: CalendarDate;
  readonly currency: Currency;
  readonly open_minor: string;
  readonly dispute_open: boolean;
  readonly dispute_reason: string | null;
};

export const invoiceColumns = sql.raw(
  ['receivable_id', 'account_id', 'account_name', 'client_id', 'entity', 'department', 'invoice_number']
    .concat(['invoice_date', 'due_date', 'currency', 'open_minor', 'dispute_open', 'dispute_reason'])
    .map((column) => `receivable.${column}`)
    .join(', '),
);

export const noPromises: Promises = { commitmentDate: null, brokenBefore: 0, lastContactOn: null };

export const toInvoice = (row: InvoiceRow, promises: Promises): Invoice => ({
  receivableId: row.receivable_id,
  invoiceNumber: row.invoice_number,
  accountId: row.account_id,
  accountName: row.account_name,
  clientId: row.client_id,
  entity: row.entity,
  department: row.department,
  issueDate: row.invoice_date,
  dueDate: row.due_date,
  outstanding: money(BigInt(row.open_minor), row.currency),
  dispute: { open: row.dispute_open, reason: row.dispute_reason },
  promises,
});
