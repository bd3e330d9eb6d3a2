import { mapped } from '../../../domain/general-ledger/gl-mapping.ts';
import { memoOf } from '../../../domain/general-ledger/memo.ts';
import type { GlDocument, GlLine } from '../../../ports/general-ledger.ts';
import { type Amounts, balancedParts, linesMax } from './balanced-parts.ts';
import { type ClearedInvoice, clearedInvoices } from './cleared-invoices.ts';
import { headIds } from './line-ids.ts';
import { atTheEdge, bytesOf, type Making } from './making.ts';

/** A journal that was made, by its key. */
export type MadeJournal = { readonly externalId: string; readonly lines: readonly GlLine[] };

/** What a payment gives to an invoice (above zero) or takes from a line of a journal (below). */
type Applied = { readonly doc: string; readonly line?: number; readonly minor: bigint };

const amounts: Amounts<Applied> = {
  of: ({ minor }) => minor,
  changed: (applied, minor) => ({ ...applied, minor }),
};

/**
 * Payments of zero, for each customer as few as its lines allow: they apply the credit lines of the journals before them to that
 * customer's invoices. A journal alone leaves the invoices open in the ageing.
 */
export const applicationDocuments = (
  making: Making,
  journals: readonly MadeJournal[],
): readonly GlDocument[] => {
  const { journal, keyOf } = making;
  const { currency } = journal;
  return paymentsOf(making, journals).map(({ customer, applied }, at) => {
    const externalId = keyOf(journals.length + at + 1);
    const body = {
      externalId,
      tranDate: journal.accountingDate,
      customer: { id: customer },
      ...headIds(journal, making.mapping, making.missing),
      memo: memoOf(journal),
      payment: 0,
      apply: { items: applied.filter(({ minor }) => minor > 0n).map((one) => itemOf(one, currency)) },
      credit: { items: applied.filter(({ minor }) => minor < 0n).map((one) => itemOf(one, currency)) },
    };
    return {
      ...({ externalId, step: 'APPLICATION', currency, totalMinor: 0n, format: 'NETSUITE' } as const),
      body: bytesOf(body),
    };
  });
};

export const applyItem = ({ invoice, amountMinor }: ClearedInvoice, currency: string) =>
  itemOf({ doc: invoice, minor: amountMinor }, currency);

const itemOf = ({ doc, line, minor }: Applied, currency: string) => ({
  doc: { id: doc },
  ...(line !== undefined && { line }),
  apply: true,
  amount: atTheEdge(minor < 0n ? -minor : minor, currency),
});

const paymentsOf = (making: Making, journals: readonly MadeJournal[]) => {
  const credits = creditsOf(making, journals);
  return [...Map.groupBy(clearedInvoices(making), ({ customer }) => customer)].flatMap(
    ([customer, invoices]) => {
      const given = invoices.map(({ invoice, amountMinor }) => ({ doc: invoice, minor: amountMinor }));
      const all: readonly Applied[] = [...given, ...(credits.get(customer) ?? [])];
      return balancedParts(all, linesMax, amounts).map((applied) => ({ customer, applied }));
    },
  );
};

/** The lines of journals that credit each customer. Lines of one document are told apart by their number in it. */
const creditsOf = ({ mapping }: Making, journals: readonly MadeJournal[]) => {
  const credits = new Map<string, Applied[]>();
  for (const { externalId, lines } of journals)
    for (const [at, { customerNumber, creditMinor }] of lines.entries()) {
      if (customerNumber === null || creditMinor === 0n) continue;
      const customer = mapped(mapping.customers, customerNumber) ?? '';
      const own = credits.get(customer) ?? [];
      credits.set(customer, own);
      own.push({ doc: `eid:${externalId}`, line: at + 1, minor: -creditMinor });
    }
  return credits;
};
