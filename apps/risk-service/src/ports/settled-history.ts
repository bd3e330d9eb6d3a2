import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Money } from '@recoup/domain/money';
import type { AccountId } from '../domain/score/invoice.ts';

/** An invoice of the past as a source gave it on `asOf`: source, entity and invoice number name it. */
export type PastInvoice = {
  readonly source: string;
  readonly entity: string;
  readonly invoiceNumber: string;
  readonly accountNumber: string;
  readonly accountName: string;
  readonly clientNumber: string;
  readonly invoiceDate: CalendarDate;
  readonly dueDate: CalendarDate;
  readonly settledOn: CalendarDate;
  readonly total: Money;
  readonly disputed: boolean;
  readonly asOf: CalendarDate;
  readonly importId: string;
};

/** What accounts paid before the ledger knew them. */
export type SettledHistory = {
  /** Keeps invoices; one of an older file changes nothing. Answers the accounts known by now of which one changed. */
  readonly keep: (invoices: readonly PastInvoice[]) => Promise<readonly AccountId[]>;
};
