import type { EventOf } from '@recoup/contracts/envelope';
import {
  ReceivableClosedV1,
  ReceivableImportedV1,
  ReceivableReopenedV1,
  ReceivableUpdatedV1,
  ReceivableWrittenOffV1,
} from '@recoup/contracts/receivable.v1';
import { type Currency, storedCurrency } from '@recoup/domain/currency';
import { exactAmount, type Money, sum } from '@recoup/domain/money';
import { type StateSubscription, state } from '@recoup/runtime/inbox/subscription';
import type { TakeInReceivables } from '../../application/take-in-receivables.ts';
import type { AccountId, ClientId, ReceivableId } from '../../domain/score/invoice.ts';
import type { ReceivableState } from '../../ports/receivable-copy.ts';
import { dateOf } from './wire-values.ts';

type ReceivableEvent = EventOf<typeof ReceivableImportedV1>;

export const receivableStates = (takeIn: TakeInReceivables): StateSubscription =>
  state(
    [
      ReceivableImportedV1,
      ReceivableUpdatedV1,
      ReceivableWrittenOffV1,
      ReceivableReopenedV1,
      ReceivableClosedV1,
    ],
    (newest) => takeIn(newest.map(toState)),
  );

/** A receivable event in the words of the risk side; its four sides become one amount. */
const toState = ({ data }: ReceivableEvent): ReceivableState => {
  const currency = storedCurrency(data.currency);
  return {
    receivableId: data.receivableId as ReceivableId,
    version: data.version,
    accountId: data.account.accountId as AccountId,
    accountName: data.account.name,
    source: data.source,
    accountNumber: data.account.number,
    clientId: data.client.clientId as ClientId,
    clientName: data.client.name,
    entity: data.entity,
    department: data.department,
    invoiceNumber: data.invoiceNumber,
    invoiceDate: dateOf(data.invoiceDate),
    dueDate: dateOf(data.dueDate),
    billed: allSides(data.billed ?? data.opening, currency),
    open: allSides(data.open, currency),
    dispute: data.dispute,
    openItem: data.openItem,
    writeOffStatus: data.writeOffStatus,
    packetId: data.packetId,
    writtenOff: data.writeOff && exactAmount(data.writeOff.amount, currency),
    settledOn: data.settled && dateOf(data.settled.on),
  };
};

const allSides = (sides: Readonly<Record<string, string>>, currency: Currency): Money =>
  sum(
    Object.values(sides).map((text) => exactAmount(text, currency)),
    currency,
  );
