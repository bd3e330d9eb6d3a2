import type { Queries } from '@recoup/runtime/database/queries';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { type Documented, memoOf } from '../../../domain/general-ledger/memo.ts';
import { recoveryKey } from '../../../domain/general-ledger/posting-key.ts';
import type { GlBodies, GlMapped, GlRecovery } from '../../../ports/general-ledger-bodies.ts';
import { glJournalOf } from './gl-journal-of.ts';
import {
  bodyOf,
  type DocumentsOf,
  inOrder,
  insertDocuments,
  type NewDocument,
  stepOf,
} from './insert-documents.ts';

/** What a journal's documents are made from. */
export type DocumentedJournal = Omit<DocumentsOf, 'correlationId' | 'causationId'> & {
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
  const waiting: NewDocument = {
    ...{ id: newId(), externalId, step: 'JOURNAL', totalMinor, part: 1, after: null },
    ...{ made: null, mappingVersion: null },
  };
  const documents = made.ok ? inOrder(made.value, mapped.version, { part: 1, after: null }) : [waiting];
  await insertDocuments(database, inThread(journal), documents);
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
  const mirrors = sent.map(({ id, body, format, asJournal, mappingVersion, ...row }, index): NewDocument => {
    const totalMinor = BigInt(row.totalMinor);
    const made = bodyOf(body, format, asJournal);
    const original = made && { ...row, step: stepOf(row.step), totalMinor, ...made };
    const recovery = recoveryFor(row.externalId, journal.accountingDate, reversed);
    return {
      ...{
        id: newId(),
        externalId: recovery.externalId,
        step: 'JOURNAL',
        totalMinor,
        part: index + 1,
        after: id,
      },
      ...{ made: original && recoveryOf(original, recovery), mappingVersion },
    };
  });
  await insertDocuments(database, inThread(journal), mirrors);
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

const inThread = ({
  postingEventId,
  journalId,
  entity,
  currency,
  at,
}: Omit<DocumentedJournal, 'nextKey'>): DocumentsOf => {
  const { correlationId, causationId = null } = currentCause();
  return { postingEventId, journalId, entity, currency, at, correlationId, causationId };
};
