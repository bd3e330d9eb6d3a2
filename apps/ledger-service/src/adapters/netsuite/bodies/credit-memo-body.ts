import { mapped } from '../../../domain/general-ledger/gl-mapping.ts';
import { memoOf } from '../../../domain/general-ledger/memo.ts';
import type { GlDocument } from '../../../ports/general-ledger.ts';
import { applyItems } from './application-body.ts';
import { type ClearedInvoice, clearedInvoices } from './cleared-invoices.ts';
import { headIds } from './line-ids.ts';
import { atTheEdge, bytesOf, type Making } from './making.ts';

/** A credit memo for each invoice: its items bear what is given up, and it is applied to that invoice alone. */
export const creditMemoDocuments = (making: Making): readonly GlDocument[] => {
  const { journal, keyOf } = making;
  return clearedInvoices(making).map((cleared, at) => {
    const externalId = keyOf(at + 1);
    const body = {
      externalId,
      tranDate: journal.accountingDate,
      entity: { id: cleared.customer },
      ...headIds(journal, making.mapping, making.missing),
      memo: memoOf(journal),
      item: { items: cleared.parts.map((part) => itemOf(part, making)) },
      apply: { items: applyItems([cleared], journal.currency) },
    };
    const totalMinor = cleared.parts.reduce((sum, part) => sum + part.amountMinor, 0n);
    const { currency } = journal;
    return { externalId, step: 'CREDIT_MEMO', currency, totalMinor, format: 'NETSUITE', body: bytesOf(body) };
  });
};

const itemOf = (
  { account, department: name, amountMinor }: ClearedInvoice['parts'][number],
  { journal, mapping, missing }: Making,
) => {
  const department = mapped(mapping.departments, name);
  if (mapping.departmentRequired) missing.idOf('department', name, department);
  return {
    item: { id: missing.idOf('item', account, mapping.items[account]) },
    amount: atTheEdge(amountMinor, journal.currency),
    ...(department !== undefined && { department: { id: department } }),
  };
};
