import { type GlMapping, mapped } from '../../../domain/general-ledger/gl-mapping.ts';
import { memoOf } from '../../../domain/general-ledger/memo.ts';
import type { GlDocument, GlLine } from '../../../ports/general-ledger.ts';
import { applyItem } from './application-body.ts';
import { type ClearedInvoice, clearedInvoices, sumOf } from './cleared-invoices.ts';
import { entryBody } from './entry-body.ts';
import { accountOf, headIds } from './line-ids.ts';
import { atTheEdge, bytesOf, type Making } from './making.ts';

/** A credit memo for each invoice: its items bear what is given up, and it is applied to that invoice alone. */
export const creditMemoDocuments = (making: Making): readonly GlDocument[] => {
  const { journal, keyOf, mapping, missing } = making;
  const memos = clearedInvoices(making).flatMap((cleared) => byReceivables(cleared, mapping));
  return memos.map(({ receivables, ...cleared }, at) => {
    const externalId = keyOf(at + 1);
    const body = {
      externalId,
      tranDate: journal.accountingDate,
      entity: { id: cleared.customer },
      account: { id: receivables },
      ...headIds(journal, mapping, missing),
      memo: memoOf(journal),
      item: { items: cleared.parts.map((part) => itemOf(part, making)) },
      apply: { items: [applyItem(cleared, journal.currency)] },
    };
    const entry = entryBody({ ...journal, externalId, lines: linesOf(cleared) }, mapping, missing);
    const { currency } = journal;
    return {
      ...({ externalId, step: 'CREDIT_MEMO', currency, format: 'NETSUITE' } as const),
      totalMinor: cleared.amountMinor,
      body: bytesOf(body),
      asJournal: bytesOf(entry),
    };
  });
};

type Part = ClearedInvoice['parts'][number];

/** A memo has one account of receivables: an invoice of departments that have different ones gets a memo for each. */
const byReceivables = (cleared: ClearedInvoice, mapping: GlMapping) =>
  [
    ...Map.groupBy(
      cleared.parts,
      ({ side, department }) => accountOf({ account: 'AR', side, department }, mapping) ?? '',
    ),
  ].map(([receivables, parts]) => ({ ...cleared, receivables, parts, amountMinor: sumOf(parts) }));

const itemOf = ({ account, department: name, amountMinor }: Part, { journal, mapping, missing }: Making) => {
  const department = mapped(mapping.departments, name);
  if (mapping.departmentRequired) missing.idOf('department', name, department);
  return {
    item: { id: missing.idOf('item', account, mapping.items[account]) },
    amount: atTheEdge(amountMinor, journal.currency),
    ...(department !== undefined && { department: { id: department } }),
  };
};

/** What the memo does to the accounts: the income account of each item is debited, the receivable credited. */
const linesOf = ({ customerNumber, parts }: ClearedInvoice): readonly GlLine[] =>
  parts.flatMap(({ account, side, department, clientNumber, amountMinor }): readonly GlLine[] => [
    {
      ...{ account, side, department, customerNumber: null, debitMinor: amountMinor, creditMinor: 0n },
      clientNumber: account === 'CPAY' ? clientNumber : null,
    },
    {
      ...{ account: 'AR', side, department, customerNumber, clientNumber: null },
      ...{ debitMinor: 0n, creditMinor: amountMinor },
    },
  ]);
