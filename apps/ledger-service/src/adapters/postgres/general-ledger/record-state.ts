import type { Queries } from '@recoup/runtime/database/queries';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import type { GlDocumentState } from '../../../domain/general-ledger/gl-document.ts';

/** Keeps who moved a document, when, why, from where and to where. */
export const recordState = async (
  database: Queries,
  glDocumentId: string,
  at: string,
  from: GlDocumentState,
  to: GlDocumentState,
  reason: string,
): Promise<void> => {
  await database.query(sql`
    insert into gl_document_state (gl_document_id, at, actor, from_state, to_state, reason)
    values (${glDocumentId}, ${at}, ${currentCause().actor}, ${from}, ${to}, ${reason})`);
};
