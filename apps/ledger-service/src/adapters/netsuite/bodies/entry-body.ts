import type { GlMapping } from '../../../domain/general-ledger/gl-mapping.ts';
import { memoOf } from '../../../domain/general-ledger/memo.ts';
import type { GlJournal, GlLine } from '../../../ports/general-ledger.ts';
import { headIds, lineIds, type MissingNames } from './line-ids.ts';
import { atTheEdge } from './making.ts';

/** A journal entry as NetSuite takes it. */
export const entryBody = (journal: GlJournal, mapping: GlMapping, missing: MissingNames) => ({
  externalId: journal.externalId,
  tranDate: journal.accountingDate,
  ...headIds(journal, mapping, missing),
  memo: memoOf(journal),
  line: { items: journal.lines.map((line) => lineBody(line, journal.currency, mapping, missing)) },
});

const lineBody = (line: GlLine, currency: string, mapping: GlMapping, missing: MissingNames) => {
  const { account, entity, department } = lineIds(line, mapping, missing);
  return {
    account: { id: account },
    ...(line.debitMinor > 0n
      ? { debit: atTheEdge(line.debitMinor, currency) }
      : { credit: atTheEdge(line.creditMinor, currency) }),
    memo: [line.account, line.side, line.department].filter(Boolean).join(' '),
    ...(department !== undefined && { department: { id: department } }),
    ...(entity !== undefined && { entity: { id: entity } }),
  };
};
