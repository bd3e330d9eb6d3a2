import { amountText, storedMoney } from '@recoup/domain/money';
import type { GlDocument, GlLine } from '../../ports/general-ledger.ts';
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
