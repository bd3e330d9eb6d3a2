import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';

/** Whether a document of the general ledger stands for another posting than this one. */
export const standsForAnother = async (
  database: Queries,
  glDocumentId: string,
  documentId: string,
): Promise<boolean> => {
  const others = await database.query(sql`
    select from gl_document where remote_id = ${documentId} and gl_document_id <> ${glDocumentId}
       and state in ('POSTED', 'POSTED_BY_HAND', 'AWAITING_APPROVAL')`);
  return others.length > 0;
};
