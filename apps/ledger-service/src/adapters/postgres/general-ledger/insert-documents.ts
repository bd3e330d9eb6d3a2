import { createHash } from 'node:crypto';
import type { Queries } from '@recoup/runtime/database/queries';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { type GlStep, glSteps } from '../../../domain/general-ledger/gl-document.ts';
import { type GlDocument, type GlFormat, glFormats } from '../../../ports/general-ledger.ts';

/** To which journal documents belong, and to whose thread what becomes of them. */
export type DocumentsOf = {
  readonly postingEventId: string;
  readonly journalId: string;
  readonly entity: string;
  readonly currency: string;
  readonly at: string;
  /** Of the mapping by which their bodies are made; null where there are none, or nothing is mapped. */
  readonly mappingVersion: number | null;
  readonly correlationId: string;
  readonly causationId: string | null;
};

/** The bytes of a document as they are kept. */
export type MadeBody = Pick<GlDocument, 'body' | 'format' | 'asJournal'>;

export type NewDocument = Pick<GlDocument, 'externalId' | 'step' | 'totalMinor'> & {
  /** Null where it cannot be made yet. */
  readonly made: MadeBody | null;
  readonly part: number;
  /** The document that must stand in the general ledger before this one is sent. */
  readonly after: string | null;
};

/** Writes a document that is to be sent. Answers its id. */
export const insertDocument = async (
  database: Queries,
  of: DocumentsOf,
  { externalId, step, totalMinor, made, part, after }: NewDocument,
): Promise<string> => {
  const id = newId();
  await database.query(sql`
    insert into gl_document
      (gl_document_id, posting_event_id, journal_id, entity, currency, step, part, after_document_id, external_id,
       total_minor, body, body_hash, body_format, as_journal, mapping_version, state, next_try_at, correlation_id, causation_id, created_at, updated_at)
    values (${id}, ${of.postingEventId}, ${of.journalId}, ${of.entity}, ${of.currency}, ${step}, ${part}, ${after},
            ${externalId}, ${String(totalMinor)}, ${made && Buffer.from(made.body)}, ${made && hashOf(made.body)},
            ${made?.format ?? null}, ${made?.asJournal ? Buffer.from(made.asJournal) : null}, ${made && of.mappingVersion},
            'PENDING', ${of.at}, ${of.correlationId}, ${of.causationId}, ${of.at}, ${of.at})`);
  return id;
};

/**
 * Writes documents in their order. Applications follow all of the journals whose credit they apply, which is why those then follow each
 * other. Answers their ids.
 */
export const insertInOrder = async (
  database: Queries,
  of: DocumentsOf,
  documents: readonly GlDocument[],
  first: { readonly part: number; readonly after: string | null },
): Promise<readonly string[]> => {
  const ids: string[] = [];
  const inTurn = documents.some(({ step }) => step === 'APPLICATION');
  let { after } = first;
  for (const [index, document] of documents.entries()) {
    const part = first.part + index;
    const id = await insertDocument(database, of, { ...document, made: document, part, after });
    ids.push(id);
    if (inTurn && document.step === 'JOURNAL') after = id;
  }
  return ids;
};

export const hashOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** What is kept of a body, if it was made. */
export const bodyOf = (
  body: Buffer | null,
  format: string | null,
  asJournal: Buffer | null = null,
): MadeBody | null =>
  body === null || format === null
    ? null
    : {
        ...{ body: new Uint8Array(body), format: formatOf(format) },
        ...(asJournal && { asJournal: new Uint8Array(asJournal) }),
      };

const formatOf = (text: string): GlFormat => {
  const format = glFormats.find((known) => known === text);
  if (!format) throw new Error(`the books hold a body of unknown form: ${text}`);
  return format;
};

export const stepOf = (text: string): GlStep => {
  const step = glSteps.find((known) => known === text);
  if (!step) throw new Error(`the books hold a document of unknown step: ${text}`);
  return step;
};
