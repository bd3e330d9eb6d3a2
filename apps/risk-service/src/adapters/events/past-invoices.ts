import type { EventOf } from '@recoup/contracts/envelope';
import { ImportHistoryReadV1 } from '@recoup/contracts/import-history-read.v1';
import { topics } from '@recoup/contracts/topics';
import { storedCurrency } from '@recoup/domain/currency';
import { exactAmount } from '@recoup/domain/money';
import { type FactsSubscription, facts, on } from '@recoup/runtime/inbox/subscription';
import type { TakeInHistory } from '../../application/take-in-history.ts';
import type { PastInvoice } from '../../ports/settled-history.ts';
import { dateOf } from './wire-values.ts';

/** What the ledger reads of the past for us: invoices that were settled before it knew their accounts. */
export const pastInvoices = (takeIn: TakeInHistory): FactsSubscription =>
  facts(topics.ledger, [on(ImportHistoryReadV1, ({ data }) => takeIn(data.lines.map(toInvoice(data))))]);

type Part = EventOf<typeof ImportHistoryReadV1>['data'];

const toInvoice =
  ({ source, importId, asOf }: Part) =>
  (line: Part['lines'][number]): PastInvoice => ({
    source,
    entity: line.entity,
    invoiceNumber: line.invoiceNumber,
    accountNumber: line.account.number,
    accountName: line.account.name,
    clientNumber: line.client.number,
    invoiceDate: dateOf(line.invoiceDate),
    dueDate: dateOf(line.dueDate),
    settledOn: dateOf(line.settledOn),
    total: exactAmount(line.total.amount, storedCurrency(line.total.currency)),
    disputed: line.disputed,
    asOf: dateOf(asOf),
    importId,
  });
