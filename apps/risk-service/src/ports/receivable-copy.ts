import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Money } from '@recoup/domain/money';
import type { AccountId, ClientId, ReceivableId } from '../domain/score/invoice.ts';

/** A receivable as the ledger last published it. */
export type ReceivableState = {
  readonly receivableId: ReceivableId;
  readonly version: number;
  readonly accountId: AccountId;
  readonly accountName: string;
  /** The system it comes from, and by what number that knows the account. */
  readonly source: string;
  readonly accountNumber: string;
  readonly clientId: ClientId;
  readonly clientName: string;
  readonly entity: string;
  readonly department: string;
  readonly invoiceNumber: string;
  readonly invoiceDate: CalendarDate;
  readonly dueDate: CalendarDate;
  /** Where the source does not say what was billed, what was open when the ledger saw it first. */
  readonly billed: Money;
  readonly open: Money;
  readonly dispute: { readonly open: boolean; readonly reason: string | null };
  readonly openItem: boolean;
  /** WRITTEN_OFF, RECOVERED, or what a later release of the ledger says. */
  readonly writeOffStatus: string | null;
  readonly packetId: string | null;
  /** What the write-off that stands took; null where none does. */
  readonly writtenOff: Money | null;
  /** The day on which cash, a credit or its source left nothing open. */
  readonly settledOn: CalendarDate | null;
};

export type ReceivableCopy = {
  /** Keeps states; one older than the kept version changes nothing. Answers what changed. */
  readonly keep: (
    states: readonly ReceivableState[],
  ) => Promise<readonly { readonly receivableId: ReceivableId; readonly accountId: AccountId }[]>;
};
