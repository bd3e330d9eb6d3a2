import { mapped } from '../../../domain/general-ledger/gl-mapping.ts';
import type { GlCleared } from '../../../ports/general-ledger.ts';
import type { Making } from './making.ts';

export type ClearedInvoice = {
  readonly customer: string;
  readonly invoice: string;
  readonly parts: GlCleared['parts'];
  readonly amountMinor: bigint;
};

/** The invoices of the general ledger that a journal clears, by its ids; each that it cannot name is noted. */
export const clearedInvoices = ({ journal, mapping, missing }: Making): readonly ClearedInvoice[] => {
  const cleared = journal.cleared ?? [];
  if (cleared.length === 0) missing.idOf('invoice', journal.externalId, undefined);
  return cleared.map(({ customerNumber, invoiceNumber, invoiceReference, parts }) => ({
    customer: missing.idOf('customer', customerNumber, mapped(mapping.customers, customerNumber)),
    invoice: missing.idOf('invoice', invoiceNumber, invoiceReference ?? undefined),
    parts,
    amountMinor: parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
  }));
};
