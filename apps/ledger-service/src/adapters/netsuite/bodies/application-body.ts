import { memoOf } from '../../../domain/general-ledger/memo.ts';
import type { GlDocument } from '../../../ports/general-ledger.ts';
import { sentEntry } from '../compare-entry.ts';
import { type ClearedInvoice, clearedInvoices } from './cleared-invoices.ts';
import { headIds } from './line-ids.ts';
import { atTheEdge, bodyOf, bytesOf, type Making } from './making.ts';

/**
 * Payments of zero, one for each customer: each applies the credit lines of the journals before it to that customer's invoices. A
 * journal alone leaves the invoices open in the ageing.
 */
export const applicationDocuments = (
  making: Making,
  journals: readonly GlDocument[],
): readonly GlDocument[] => {
  const { journal, keyOf } = making;
  const invoices = clearedInvoices(making);
  const customers = [...new Set(invoices.map(({ customer }) => customer))];
  return customers.map((customer, at) => {
    const externalId = keyOf(journals.length + at + 1);
    const body = {
      externalId,
      tranDate: journal.accountingDate,
      customer: { id: customer },
      ...headIds(journal, making.mapping, making.missing),
      memo: memoOf(journal),
      payment: 0,
      apply: {
        items: applyItems(
          invoices.filter((one) => one.customer === customer),
          journal.currency,
        ),
      },
      credit: { items: journals.flatMap((document) => creditItems(document, customer)) },
    };
    const { currency } = journal;
    return {
      ...({ externalId, step: 'APPLICATION', currency, totalMinor: 0n, format: 'NETSUITE' } as const),
      body: bytesOf(body),
    };
  });
};

export const applyItems = (invoices: readonly ClearedInvoice[], currency: string) =>
  invoices.map(({ invoice, amountMinor }) => ({
    doc: { id: invoice },
    apply: true,
    amount: atTheEdge(amountMinor, currency),
  }));

/** The lines of a journal that credit a customer. Lines of one document are told apart by their number in it. */
const creditItems = ({ externalId, body }: GlDocument, customer: string) =>
  sentEntry
    .parse(bodyOf(body))
    .line.items.flatMap(({ credit, entity }, at) =>
      credit === undefined || entity?.id !== customer
        ? []
        : [{ doc: { id: `eid:${externalId}` }, line: at + 1, apply: true, amount: credit }],
    );
