import { mapped } from '../../../domain/general-ledger/gl-mapping.ts';
import type { GlCleared } from '../../../ports/general-ledger.ts';
import type { Making } from './making.ts';

export type ClearedInvoice = {
  readonly customer: string;
  readonly customerNumber: string;
  readonly invoice: string;
  readonly parts: GlCleared['parts'];
  readonly amountMinor: bigint;
};

/**
 * The invoices of the general ledger that a journal clears, by its ids; each that it cannot name is noted. Instalments of ours may be one
 * invoice there.
 */
export const clearedInvoices = ({ journal, mapping, missing }: Making): readonly ClearedInvoice[] => {
  const cleared = journal.cleared ?? [];
  if (cleared.length === 0) missing.idOf('invoice', journal.externalId, undefined);
  const invoices = new Map<string, ClearedInvoice>();
  for (const { customerNumber, invoiceNumber, invoiceReference, parts } of cleared) {
    const customer = missing.idOf('customer', customerNumber, mapped(mapping.customers, customerNumber));
    const invoice = missing.idOf('invoice', invoiceNumber, invoiceReference ?? undefined);
    const key = JSON.stringify([customer, invoice]);
    const all = [...(invoices.get(key)?.parts ?? []), ...parts];
    invoices.set(key, { customer, customerNumber, invoice, parts: all, amountMinor: sumOf(all) });
  }
  return [...invoices.values()];
};

export const sumOf = (parts: GlCleared['parts']): bigint =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
