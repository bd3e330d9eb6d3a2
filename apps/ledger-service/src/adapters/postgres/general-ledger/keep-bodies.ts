import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { GlDocument } from '../../../ports/general-ledger.ts';
import { type DocumentsOf, hashOf, insertInOrder } from './insert-documents.ts';

type OwnRow = Omit<DocumentsOf, 'at' | 'mappingVersion'> & {
  readonly part: number;
  readonly after: string | null;
};

/** Keeps the bodies that were made late: the first is that of the document itself, the others become documents of their own. */
export const keepBodies = async (
  database: Queries,
  making: Pick<DocumentsOf, 'at' | 'mappingVersion'>,
  glDocumentId: string,
  [first, ...others]: readonly GlDocument[],
): Promise<void> => {
  if (!first) throw new Error(`document ${glDocumentId} has no body to keep`);
  const [own] = await database.query<OwnRow>(sql`
    update gl_document set body = ${Buffer.from(first.body)}, body_hash = ${hashOf(first.body)},
           total_minor = ${String(first.totalMinor)}, mapping_version = ${making.mappingVersion}
     where gl_document_id = ${glDocumentId} and state = 'SENDING' and body is null
    returning posting_event_id as "postingEventId", journal_id as "journalId", entity, currency, part,
              after_document_id as after, correlation_id as "correlationId", causation_id as "causationId"`);
  if (!own) return;
  const { part, after, ...of } = own;
  const { step } = first;
  await insertInOrder(database, { ...of, ...making }, others, {
    part: part + 1,
    after,
    step,
    id: glDocumentId,
  });
};
