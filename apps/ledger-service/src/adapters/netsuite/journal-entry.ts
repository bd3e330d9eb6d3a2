import { exponentOf, storedCurrency } from '@recoup/domain/currency';
import { amountText, storedMoney } from '@recoup/domain/money';
import * as z from 'zod';
import type { GlDocument, GlFound, GlLine } from '../../ports/general-ledger.ts';
import { type GlMapping, mapped } from './gl-mapping-file.ts';

export const journalEntryBody = (document: GlDocument, mapping: GlMapping) => ({
  externalId: document.externalId,
  tranDate: document.accountingDate,
  subsidiary: { id: mapped(mapping.subsidiaries, document.entity) },
  currency: { id: mapping.currencies[document.currency] ?? '' },
  memo: `${document.kind === 'WRITE_OFF' ? 'Write-off' : 'Recovery of write-off'} receipt ${document.receiptNo}, packet "${document.packetName}"`,
  line: { items: document.lines.map((line) => lineBody(line, document.currency, mapping)) },
});

const lineBody = (line: GlLine, currency: string, mapping: GlMapping) => ({
  account: { id: mapping.accounts[line.account] },
  ...(line.debitMinor > 0n
    ? { debit: atTheEdge(line.debitMinor, currency) }
    : { credit: atTheEdge(line.creditMinor, currency) }),
  memo: [line.account, line.side, line.department].filter(Boolean).join(' '),
  ...departmentOf(line, mapping),
  ...(line.customerNumber === null ? {} : { entity: { id: mapped(mapping.customers, line.customerNumber) } }),
});

const departmentOf = ({ department }: GlLine, { departments = {} }: GlMapping) => {
  const id = mapped(departments, department);
  return id === '' ? {} : { department: { id } };
};

/** NetSuite wants JSON numbers: the one place where an amount becomes one, from its exact decimal text. */
const atTheEdge = (minor: bigint, code: string): number => Number(amountText(storedMoney(minor, code)));

const storedLine = z.looseObject({ debit: z.number().optional(), credit: z.number().optional() });
export const storedEntry = z.looseObject({
  id: z.string().min(1),
  line: z.looseObject({ items: z.array(storedLine) }),
});

/** Compares what the general ledger holds under our key with what we would send: lines and sums, in whole minor units. */
export const compareEntry = (entry: z.infer<typeof storedEntry>, document: GlDocument): GlFound => {
  const scale = 10 ** exponentOf(storedCurrency(document.currency));
  const sumOf = (side: 'debit' | 'credit') =>
    entry.line.items.reduce((sum, line) => sum + BigInt(Math.round((line[side] ?? 0) * scale)), 0n);
  const ours = document.lines.reduce((sum, line) => sum + line.debitMinor, 0n);
  const wrong = [
    entry.line.items.length === document.lines.length
      ? undefined
      : `${entry.line.items.length} lines, not ${document.lines.length}`,
    sumOf('debit') === ours ? undefined : `debits of ${sumOf('debit')}, not ${ours} minor units`,
    sumOf('credit') === ours ? undefined : `credits of ${sumOf('credit')}, not ${ours} minor units`,
  ].filter((text) => text !== undefined);
  return wrong.length === 0
    ? { kind: 'same', documentId: entry.id }
    : { kind: 'different', documentId: entry.id, difference: wrong.join('; ') };
};
