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
  readonly correlationId: string;
  readonly causationId: string | null;
};

/** The bytes of a document as they are kept. */
export type MadeBody = Pick<GlDocument, 'body' | 'format' | 'asJournal'>;

export type NewDocument = Pick<GlDocument, 'externalId' | 'step' | 'totalMinor'> & {
  readonly id: string;
  /** Null where it cannot be made yet. */
  readonly made: MadeBody | null;
  /** Of the mapping by which its body is made; null where it has none, or nothing is mapped. */
  readonly mappingVersion: number | null;
  readonly part: number;
  /** The document that must stand in the general ledger before this one is sent. */
  readonly after: string | null;
};

const perStatement = 1_000;
const bytesPerStatement = 8_000_000;

/** Writes documents that are to be sent, as many at once as a statement holds. */
export const insertDocuments = async (
  database: Queries,
  of: DocumentsOf,
  documents: readonly NewDocument[],
): Promise<void> => {
  let batch: NewDocument[] = [];
  let bytes = 0;
  for (const document of documents) {
    const size = sizeOf(document);
    if (batch.length === perStatement || bytes + size > bytesPerStatement) {
      await insertBatch(database, of, batch);
      [batch, bytes] = [[], 0];
    }
    batch.push(document);
    bytes += size;
  }
  await insertBatch(database, of, batch);
};

const sizeOf = ({ made }: NewDocument): number => (made?.body.length ?? 0) + (made?.asJournal?.length ?? 0);

const insertBatch = async (
  database: Queries,
  of: DocumentsOf,
  documents: readonly NewDocument[],
): Promise<void> => {
  if (documents.length === 0) return;
  const column = <Value>(read: (document: NewDocument) => Value) => documents.map(read);
  await database.query(sql`
    insert into gl_document
      (gl_document_id, posting_event_id, journal_id, entity, currency, step, part, after_document_id, external_id,
       total_minor, body, body_hash, body_format, as_journal, mapping_version, state, next_try_at, correlation_id, causation_id, created_at, updated_at)
    select id, ${of.postingEventId}, ${of.journalId}, ${of.entity}, ${of.currency}, step, part, after, external_id,
           total_minor, body, body_hash, body_format, as_journal, mapping_version,
           'PENDING', ${of.at}, ${of.correlationId}, ${of.causationId}, ${of.at}, ${of.at}
      from unnest(${column(({ id }) => id)}::uuid[],
                  ${column(({ step }) => step)}::text[],
                  ${column(({ part }) => part)}::int[],
                  ${column(({ after }) => after)}::uuid[],
                  ${column(({ externalId }) => externalId)}::text[],
                  ${column(({ totalMinor }) => String(totalMinor))}::bigint[],
                  ${column(({ made }) => made && Buffer.from(made.body))}::bytea[],
                  ${column(({ made }) => made && hashOf(made.body))}::text[],
                  ${column(({ made }) => made?.format ?? null)}::text[],
                  ${column(({ made }) => (made?.asJournal ? Buffer.from(made.asJournal) : null))}::bytea[],
                  ${column(({ made, mappingVersion }) => made && mappingVersion)}::int[])
           as document (id, step, part, after, external_id, total_minor, body, body_hash, body_format, as_journal, mapping_version)`);
};

/**
 * Documents in their order. Applications follow all of the journals whose credit they apply, which is why those then follow each other.
 */
export const inOrder = (
  documents: readonly GlDocument[],
  mappingVersion: number | null,
  first: Pick<NewDocument, 'part' | 'after'>,
): readonly NewDocument[] => {
  const inTurn = documents.some(({ step }) => step === 'APPLICATION');
  let { after } = first;
  return documents.map((document, index) => {
    const id = newId();
    const next = { ...document, id, made: document, mappingVersion, part: first.part + index, after };
    if (inTurn && document.step === 'JOURNAL') after = id;
    return next;
  });
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
