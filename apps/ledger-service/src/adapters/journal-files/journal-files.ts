import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepted, refused } from '@recoup/domain/result';
import { memoOf } from '../../domain/general-ledger/memo.ts';
import type { GeneralLedger, GlDocument, GlFound, GlJournal, GlUnclear } from '../../ports/general-ledger.ts';
import type { GlBodies, GlMapped, GlRecovery } from '../../ports/general-ledger-bodies.ts';
import {
  type Acknowledgement,
  acknowledgements,
  ifAbsent,
  isThere,
  nameOf,
  type SetAside,
} from './acknowledgements.ts';
import { type BatchFormat, batchText, type FileJournal, fileJournal } from './batch.ts';

const bytesOf = (journal: FileJournal): Uint8Array => new TextEncoder().encode(JSON.stringify(journal));
const journalOf = ({ body }: GlDocument): FileJournal =>
  fileJournal.parse(JSON.parse(new TextDecoder().decode(body)));

/** Journals in our own words. Nothing is mapped here, so nothing can be missing. */
export const fileBodies: Pick<GlMapped, 'documentsOf'> & Pick<GlBodies, 'recoveryOf'> = {
  documentsOf: (journal, keyOf) => {
    const over = journal.lines.reduce((sum, line) => sum + line.debitMinor - line.creditMinor, 0n);
    if (over !== 0n) return refused({ reason: 'out-of-balance' });
    const externalId = keyOf(1);
    const body = bytesOf(inOurWords(journal, externalId));
    const totalMinor = journal.lines.reduce((sum, line) => sum + line.debitMinor, 0n);
    const { currency } = journal;
    return accepted([{ externalId, step: 'JOURNAL', currency, totalMinor, format: 'FILES', body }]);
  },
  recoveryOf: (writeOff: GlDocument, { externalId, accountingDate, memo }: GlRecovery) => {
    const sent = journalOf(writeOff);
    const lines = sent.lines.map((line) => ({
      ...line,
      debitMinor: line.creditMinor,
      creditMinor: line.debitMinor,
    }));
    return { ...writeOff, externalId, body: bytesOf({ ...sent, externalId, accountingDate, memo, lines }) };
  },
};

const inOurWords = (journal: GlJournal, externalId: string): FileJournal => ({
  externalId,
  entity: journal.entity,
  currency: journal.currency,
  accountingDate: journal.accountingDate,
  memo: memoOf(journal),
  lines: journal.lines.map((line) => ({
    role: line.account,
    side: line.side ?? '',
    department: line.department,
    customer: line.customerNumber ?? '',
    client: line.clientNumber ?? '',
    debitMinor: String(line.debitMinor),
    creditMinor: String(line.creditMinor),
  })),
});

/**
 * A general ledger that reads files: each document is put into `outgoing` once, whole, under its key, and stands as exported until a file
 * in `acknowledgements` says what became of it. `exported` keeps what was handed over, since the other end may take it away.
 */
export const journalFiles = (
  folder: string,
  format: BatchFormat,
  setAside: SetAside,
): GeneralLedger & { readonly setAside: () => Promise<number> } => {
  const [outgoing, exported] = [join(folder, 'outgoing'), join(folder, 'exported')];
  const fileOf = ({ externalId, released = 0 }: GlDocument) => {
    if (!/^[A-Za-z0-9_-]+$/.test(externalId)) throw new Error(`${externalId} is not a key of a document`);
    return `${nameOf(externalId, released)}.${format}`;
  };
  const wanted = (document: GlDocument) => batchText([journalOf(document)], format);
  const wasExported = (name: string) => isThere(join(exported, `${name}.${format}`));
  const incoming = acknowledgements(join(folder, 'acknowledgements'), wasExported, setAside);

  const standing = async (document: GlDocument): Promise<GlFound> => {
    const file = fileOf(document);
    const content = await readFile(join(exported, file), 'utf8').catch(ifAbsent);
    if (content === undefined) return { kind: 'absent' };
    const path = join(outgoing, file);
    if (content !== wanted(document)) {
      const difference = `${path} holds another document`;
      return { kind: 'different', documentId: document.externalId, difference };
    }
    const said = await incoming.of(nameOf(document.externalId, document.released ?? 0));
    return said[0] ? foundBy(said[0], said) : { kind: 'exported', file: path };
  };

  return {
    setAside: incoming.setAside,
    find: (document) => standing(document).catch(unknown),
    // Nothing can be looked up there: the word of two persons counts.
    findEntered: async (_document, documentId) => ({
      ...{ kind: 'posted', documentId, tranId: documentId, postingPeriod: null },
    }),
    post: async (document) => {
      try {
        for (const made of [outgoing, exported]) await mkdir(made, { recursive: true });
        await putOnce(join(exported, fileOf(document)), join(outgoing, fileOf(document)), wanted(document));
        const found = await standing(document);
        return found.kind === 'absent' ? { kind: 'unknown', reason: 'the file is gone' } : found;
      } catch (error) {
        return unknown(error);
      }
    },
  };
};

const foundBy = (first: Acknowledgement, said: readonly Acknowledgement[]): GlFound => {
  const documentId = first.documentNumber === '' ? first.externalId : first.documentNumber;
  if (said.some(({ result }) => result !== first.result))
    return { kind: 'different', documentId, difference: 'it is acknowledged as posted and as refused' };
  if (first.result === 'POSTED')
    return {
      kind: 'posted',
      documentId,
      tranId: first.documentNumber === '' ? null : first.documentNumber,
      postingPeriod: first.period === '' ? null : first.period,
    };
  const detail = first.reason === '' ? 'no reason given' : first.reason;
  return { kind: 'rejected', errors: [{ code: 'REFUSED', detail, path: null }] };
};

const unknown = (error: unknown): GlUnclear => ({
  kind: 'unknown',
  reason: error instanceof Error ? error.message : 'the folder cannot be read',
});

/**
 * Whole or not at all, and never over another file. What is kept comes first: a crash between the two hands nothing over, which shows,
 * where the other order could hand it over twice.
 */
const putOnce = async (kept: string, handedOver: string, content: string): Promise<void> => {
  const unfinished = `${kept}.part`;
  await writeFile(unfinished, content, { flush: true });
  try {
    await link(unfinished, kept);
    await link(unfinished, handedOver);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  await rm(unfinished, { force: true });
};
