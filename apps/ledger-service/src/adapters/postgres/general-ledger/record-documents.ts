import type { Queries } from '@recoup/runtime/database/queries';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { type GlDocument, type GlStep, glSteps } from '../../../ports/general-ledger.ts';
import type { GlBodies } from '../../../ports/general-ledger-bodies.ts';
import { journalOfDocument } from './journal-of-document.ts';
import { hashOf, storeBodies } from './store-bodies.ts';

/** What a journal's documents are made from. */
export type DocumentedJournal = {
  readonly postingEventId: string;
  readonly journalId: string;
  readonly entity: string;
  readonly currency: string;
  readonly accountingDate: string;
  readonly totalMinor: bigint;
  readonly at: string;
  /** The next key for a document of this journal. */
  readonly nextKey: () => string;
};

/**
 * Writes the documents of a write-off's journal, with the bytes that will be sent. Where the mapping lacks something the document stands
 * without them: a booking never waits for a mapping.
 */
export const recordDocuments = async (
  database: Queries,
  bodies: GlBodies,
  journal: DocumentedJournal,
): Promise<void> => {
  const { nextKey, at } = journal;
  const externalId = nextKey();
  const id = await insertDocument(database, journal, { externalId, totalMinor: journal.totalMinor });
  const made = bodies.documentsOf(await journalOfDocument(database, id), (part) =>
    part === 1 ? externalId : nextKey(),
  );
  if (made.ok) await storeBodies(database, at, id, made.value);
};

type SentRow = {
  readonly id: string;
  readonly externalId: string;
  readonly step: string;
  readonly currency: string;
  readonly totalMinor: string;
  readonly body: Buffer | null;
};

/**
 * Writes the documents of a recovery's journal: of each document of the write-off the mirror of what was kept of it, not of what the
 * mapping says today, to be sent once that one stands in the general ledger.
 */
export const recordMirrors = async (
  database: Queries,
  bodies: GlBodies,
  journal: DocumentedJournal,
  reversed: { readonly journalId: string; readonly memo: string },
): Promise<void> => {
  const sent = await database.query<SentRow>(sql`
    select gl_document_id as id, external_id as "externalId", step, currency, total_minor::text as "totalMinor", body
      from gl_document where journal_id = ${reversed.journalId} order by part`);
  for (const { id, body, ...document } of sent) {
    const { nextKey, accountingDate } = journal;
    const externalId = nextKey();
    const totalMinor = BigInt(document.totalMinor);
    const original = body && {
      ...document,
      totalMinor,
      step: stepOf(document.step),
      body: new Uint8Array(body),
    };
    const mirror =
      original && bodies.recoveryOf(original, { externalId, accountingDate, memo: reversed.memo });
    await insertDocument(database, journal, { externalId, totalMinor, mirror, after: id });
  }
};

const insertDocument = async (
  database: Queries,
  { postingEventId, journalId, entity, currency, at }: DocumentedJournal,
  document: {
    readonly externalId: string;
    readonly totalMinor: bigint;
    readonly mirror?: GlDocument | null;
    readonly after?: string;
  },
): Promise<string> => {
  const id = newId();
  const { correlationId, causationId } = currentCause();
  const { mirror = null, after = null, externalId, totalMinor } = document;
  await database.query(sql`
    insert into gl_document
      (gl_document_id, posting_event_id, journal_id, entity, currency, step, part, after_document_id, external_id,
       total_minor, body, body_hash, state, next_try_at, correlation_id, causation_id, created_at, updated_at)
    select ${id}, ${postingEventId}, ${journalId}, ${entity}, ${currency}, ${mirror?.step ?? 'JOURNAL'},
           (select count(*)::int + 1 from gl_document where journal_id = ${journalId}), ${after}, ${externalId},
           ${String(totalMinor)}, ${mirror && Buffer.from(mirror.body)}, ${mirror && hashOf(mirror.body)}, 'PENDING', ${at},
           ${correlationId}, ${causationId ?? null}, ${at}, ${at}`);
  return id;
};

export const stepOf = (text: string): GlStep => {
  const step = glSteps.find((known) => known === text);
  if (!step) throw new Error(`the books hold a document of unknown step: ${text}`);
  return step;
};
