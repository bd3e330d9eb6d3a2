import { accepted, refused } from '@recoup/domain/result';
import type { GlMapping } from '../../../domain/general-ledger/gl-mapping.ts';
import { memoOf } from '../../../domain/general-ledger/memo.ts';
import type { GlDocument, GlJournal, GlLine } from '../../../ports/general-ledger.ts';
import type { GlBodyRefusal, GlMapped, GlRecovery } from '../../../ports/general-ledger-bodies.ts';
import { sentEntry } from '../compare-entry.ts';
import { applicationDocuments } from './application-body.ts';
import { balancedParts } from './balanced-parts.ts';
import { creditMemoDocuments } from './credit-memo-body.ts';
import { headIds, lineIds, type MissingNames, missingNames } from './line-ids.ts';
import { atTheEdge, bodyOf, bytesOf, type Making } from './making.ts';

const linesMax = 5_000;

/** Makes the documents of the strategy that the mapping names. */
export const bodiesBy = (mapping: GlMapping): Pick<GlMapped, 'documentsOf'> => ({
  documentsOf: (journal, keyOf) => {
    const refusal = refusalOf(journal.lines);
    if (refusal) return refused(refusal);
    const missing = missingNames();
    const documents = makers[mapping.strategy]({ journal, keyOf, mapping, missing });
    return missing.all().length === 0
      ? accepted(documents)
      : refused({ reason: 'mapping-missing', missing: missing.all() });
  },
});

const journalDocuments = ({ journal, keyOf, mapping, missing }: Making): readonly GlDocument[] =>
  balancedParts(journal.lines, linesMax).map((lines, at) => {
    const body = entryBody({ ...journal, lines, externalId: keyOf(at + 1) }, mapping, missing);
    const totalMinor = lines.reduce((sum, line) => sum + line.debitMinor, 0n);
    const { externalId } = body;
    const { currency } = journal;
    return { externalId, step: 'JOURNAL', currency, totalMinor, format: 'NETSUITE', body: bytesOf(body) };
  });

/** The documents of each strategy in the order in which they must stand. */
const makers: Readonly<Record<GlMapping['strategy'], (making: Making) => readonly GlDocument[]>> = {
  JOURNAL: journalDocuments,
  JOURNAL_AND_APPLICATION: (making) => {
    const journals = journalDocuments(making);
    return [...journals, ...applicationDocuments(making, journals)];
  },
  CREDIT_MEMO: creditMemoDocuments,
};

const refusalOf = (lines: readonly GlLine[]): GlBodyRefusal | undefined => {
  const sum = lines.reduce((difference, line) => difference + line.debitMinor - line.creditMinor, 0n);
  if (sum !== 0n) return { reason: 'out-of-balance' };
  const exact = lines.every(
    ({ debitMinor, creditMinor }) => debitMinor + creditMinor <= BigInt(Number.MAX_SAFE_INTEGER),
  );
  return exact ? undefined : { reason: 'amount-too-large' };
};

const entryBody = (journal: GlJournal, mapping: GlMapping, missing: MissingNames) => ({
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

/** What was sent, taken back: debit and credit exchanged line by line, under a key, date and memo of its own. */
export const mirroredDocument = (writeOff: GlDocument, recovery: GlRecovery): GlDocument => {
  const sent = sentEntry.parse(bodyOf(writeOff.body));
  const { externalId, accountingDate: tranDate, memo } = recovery;
  const items = sent.line.items.map(({ debit, credit, ...line }) => ({
    ...line,
    ...(debit === undefined ? { debit: credit } : { credit: debit }),
  }));
  return { ...writeOff, externalId, body: bytesOf({ ...sent, externalId, tranDate, memo, line: { items } }) };
};
