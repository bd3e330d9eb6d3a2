import type { Queries } from '@recoup/runtime/database/queries';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { type Documented, memoOf } from '../../../domain/general-ledger/memo.ts';
import { recoveryKey } from '../../../domain/general-ledger/posting-key.ts';
import type { GlBodies, GlMapped, GlRecovery } from '../../../ports/general-ledger-bodies.ts';
import { glJournalOf } from './gl-journal-of.ts';
import { bodyOf, type DocumentsOf, insertDocument, insertInOrder, stepOf } from './insert-documents.ts';

/** What a journal's documents are made from. */
export type DocumentedJournal = Omit<DocumentsOf, 'correlationId' | 'causationId' | 'mappingVersion'> & {
  readonly accountingDate: string;
  readonly totalMinor: bigint;
  /** The next key for a document of this journal. */
  readonly nextKey: () => string;
};

/**
 * Writes the documents of a write-off's journal, with the bytes that will be sent. Where the mapping lacks something one stands
 * without them: a booking never waits for a mapping.
 */
export const recordDocuments = async (
  database: Queries,
  mapped: GlMapped,
  journal: DocumentedJournal,
): Promise<void> => {
  const { nextKey, journalId, totalMinor } = journal;
  const externalId = nextKey();
  const said = await glJournalOf(database, journalId, externalId, mapped.clearsInvoices);
  const made = mapped.documentsOf(said, (part) => (part === 1 ? externalId : nextKey()));
  const of = inThread(journal, mapped.version);
  if (made.ok) await insertInOrder(database, of, made.value, { part: 1, after: null });
  else
    await insertDocument(database, of, {
      ...{ externalId, step: 'JOURNAL', totalMinor, made: null, part: 1, after: null },
    });
};

type SentRow = {
  readonly id: string;
  readonly externalId: string;
  readonly step: string;
  readonly currency: string;
  readonly totalMinor: string;
  readonly body: Buffer | null;
  readonly format: string | null;
  readonly asJournal: Buffer | null;
  readonly mappingVersion: number | null;
};

/**
 * Writes the documents of a recovery's journal: of each document of the write-off that moved amounts the mirror of what was kept of it,
 * not of what the mapping says today, to be sent once that one stands in the general ledger. Where that one has no body yet its mirror
 * waits for it: the rows are locked, so that whoever makes the body sees who waits.
 */
export const recordMirrors = async (
  database: Queries,
  { recoveryOf }: Pick<GlBodies, 'recoveryOf'>,
  journal: Omit<DocumentedJournal, 'nextKey'>,
  reversed: Documented & { readonly journalId: string },
): Promise<void> => {
  await database.query(sql`
    select from gl_document where journal_id = ${reversed.journalId} order by gl_document_id for no key update`);
  const sent = await database.query<SentRow>(sql`
    select gl_document_id as id, external_id as "externalId", step, currency, total_minor::text as "totalMinor", body,
           body_format as format, as_journal as "asJournal", mapping_version as "mappingVersion"
      from gl_document where journal_id = ${reversed.journalId} and step <> 'APPLICATION' order by part`);
  for (const [index, { id, body, format, asJournal, mappingVersion, ...row }] of sent.entries()) {
    const totalMinor = BigInt(row.totalMinor);
    const made = bodyOf(body, format, asJournal);
    const original = made && { ...row, step: stepOf(row.step), totalMinor, ...made };
    const recovery = recoveryFor(row.externalId, journal.accountingDate, reversed);
    await insertDocument(database, inThread(journal, mappingVersion), {
      ...{ externalId: recovery.externalId, step: 'JOURNAL', totalMinor, part: index + 1, after: id },
      made: original && recoveryOf(original, recovery),
    });
  }
};

/** What the mirror of a document says otherwise than that one. */
export const recoveryFor = (
  externalId: string,
  accountingDate: string,
  documented: Documented,
): GlRecovery => ({
  ...{ externalId: recoveryKey(externalId), accountingDate },
  memo: memoOf(documented, externalId),
});

const inThread = (
  { postingEventId, journalId, entity, currency, at }: Omit<DocumentedJournal, 'nextKey'>,
  mappingVersion: number | null,
): DocumentsOf => {
  const { correlationId, causationId = null } = currentCause();
  return { postingEventId, journalId, entity, currency, at, mappingVersion, correlationId, causationId };
};
