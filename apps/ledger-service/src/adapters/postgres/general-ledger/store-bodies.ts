import { createHash } from 'node:crypto';
import type { Queries } from '@recoup/runtime/database/queries';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import type { GlDocument } from '../../../ports/general-ledger.ts';

/** Keeps the bodies made of a document's journal: its own, and as documents of their own the parts that did not fit into it. */
export const storeBodies = async (
  database: Queries,
  at: string,
  glDocumentId: string,
  [first, ...others]: readonly GlDocument[],
): Promise<void> => {
  if (!first) throw new Error(`document ${glDocumentId} has no body to keep`);
  await database.query(sql`
    update gl_document set body = ${Buffer.from(first.body)}, body_hash = ${hashOf(first.body)},
           total_minor = ${String(first.totalMinor)}
     where gl_document_id = ${glDocumentId} and body is null`);
  for (const [index, document] of others.entries()) {
    await database.query(sql`
      insert into gl_document
        (gl_document_id, posting_event_id, journal_id, entity, currency, step, part, after_document_id, external_id,
         total_minor, body, body_hash, state, next_try_at, correlation_id, causation_id, created_at, updated_at)
      select ${newId()}, posting_event_id, journal_id, entity, currency, ${document.step}, part + ${index + 1}::int,
             after_document_id, ${document.externalId}, ${String(document.totalMinor)}, ${Buffer.from(document.body)},
             ${hashOf(document.body)}, 'PENDING', ${at}, correlation_id, causation_id, created_at, ${at}
        from gl_document where gl_document_id = ${glDocumentId}`);
  }
};

export const hashOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');
