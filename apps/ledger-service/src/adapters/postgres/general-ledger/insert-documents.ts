import { createHash } from 'node:crypto';
import type { Queries } from '@recoup/runtime/database/queries';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import {
  type GlDocument,
  type GlFormat,
  type GlStep,
  glFormats,
  glSteps,
} from '../../../ports/general-ledger.ts';

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

export type NewDocument = Pick<GlDocument, 'externalId' | 'step' | 'totalMinor'> & {
  /** Null where it cannot be made yet. */
  readonly made: Pick<GlDocument, 'body' | 'format'> | null;
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
       total_minor, body, body_hash, body_format, mapping_version, state, next_try_at, correlation_id, causation_id, created_at, updated_at)
    values (${id}, ${of.postingEventId}, ${of.journalId}, ${of.entity}, ${of.currency}, ${step}, ${part}, ${after},
            ${externalId}, ${String(totalMinor)}, ${made && Buffer.from(made.body)}, ${made && hashOf(made.body)},
            ${made?.format ?? null}, ${made && of.mappingVersion}, 'PENDING', ${of.at}, ${of.correlationId}, ${of.causationId}, ${of.at}, ${of.at})`);
  return id;
};

/** Writes documents in their order: one of a later step follows the last one of the step before. Answers their ids. */
export const insertInOrder = async (
  database: Queries,
  of: DocumentsOf,
  documents: readonly GlDocument[],
  first: {
    readonly part: number;
    readonly after: string | null;
    readonly step?: GlStep;
    readonly id?: string;
  },
): Promise<readonly string[]> => {
  const ids: string[] = [];
  let [step, after, last] = [first.step, first.after, first.id];
  for (const [index, document] of documents.entries()) {
    if (step !== undefined && document.step !== step && last !== undefined) after = last;
    last = await insertDocument(database, of, {
      ...document,
      made: document,
      part: first.part + index,
      after,
    });
    ids.push(last);
    step = document.step;
  }
  return ids;
};

export const hashOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** What is kept of a body, if it was made. */
export const bodyOf = (
  body: Buffer | null,
  format: string | null,
): Pick<GlDocument, 'body' | 'format'> | null =>
  body === null || format === null ? null : { body: new Uint8Array(body), format: formatOf(format) };

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
