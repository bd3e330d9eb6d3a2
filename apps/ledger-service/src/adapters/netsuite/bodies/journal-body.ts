import { accepted, refused } from '@recoup/domain/result';
import { clearsInvoices, type GlMapping } from '../../../domain/general-ledger/gl-mapping.ts';
import type { GlDocument, GlLine } from '../../../ports/general-ledger.ts';
import type { GlBodyRefusal, GlMapped, GlRecovery } from '../../../ports/general-ledger-bodies.ts';
import { sentEntry } from '../compare-entry.ts';
import { applicationDocuments, type MadeJournal } from './application-body.ts';
import { type Amounts, balancedParts, linesMax } from './balanced-parts.ts';
import { creditMemoDocuments } from './credit-memo-body.ts';
import { entryBody } from './entry-body.ts';
import { missingNames } from './line-ids.ts';
import { bodyOf, bytesOf, type Making } from './making.ts';

/** Makes the documents of the strategy that the mapping names. */
export const bodiesBy = (mapping: GlMapping): Pick<GlMapped, 'documentsOf' | 'clearsInvoices'> => ({
  clearsInvoices: clearsInvoices(mapping),
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

const amounts: Amounts<GlLine> = {
  of: ({ debitMinor, creditMinor }) => debitMinor - creditMinor,
  changed: (line, amount) =>
    amount > 0n ? { ...line, debitMinor: amount } : { ...line, creditMinor: -amount },
};

const partsOf = ({ journal, keyOf }: Making): readonly MadeJournal[] =>
  balancedParts(journal.lines, linesMax, amounts).map((lines, at) => ({ lines, externalId: keyOf(at + 1) }));

const journalDocuments = (
  { journal, mapping, missing }: Making,
  parts: readonly MadeJournal[],
): readonly GlDocument[] =>
  parts.map(({ externalId, lines }) => {
    const body = entryBody({ ...journal, lines, externalId }, mapping, missing);
    const totalMinor = lines.reduce((sum, line) => sum + line.debitMinor, 0n);
    const { currency } = journal;
    return { externalId, step: 'JOURNAL', currency, totalMinor, format: 'NETSUITE', body: bytesOf(body) };
  });

/** The documents of each strategy in the order in which they must stand. */
const makers: Readonly<Record<GlMapping['strategy'], (making: Making) => readonly GlDocument[]>> = {
  JOURNAL: (making) => journalDocuments(making, partsOf(making)),
  JOURNAL_AND_APPLICATION: (making) => {
    const parts = partsOf(making);
    return [...journalDocuments(making, parts), ...applicationDocuments(making, parts)];
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

/** What was sent, taken back by a journal: debit and credit exchanged line by line, under a key, date and memo of its own. */
export const mirroredDocument = (
  { asJournal, ...writeOff }: GlDocument,
  { externalId, accountingDate: tranDate, memo }: GlRecovery,
): GlDocument => {
  const sent = sentEntry.parse(bodyOf(asJournal ?? writeOff.body));
  const items = sent.line.items.map(({ debit, credit, ...line }) => ({
    ...line,
    ...(debit === undefined ? { debit: credit } : { credit: debit }),
  }));
  const body = bytesOf({ ...sent, externalId, tranDate, memo, line: { items } });
  return { ...writeOff, externalId, step: 'JOURNAL', body };
};
