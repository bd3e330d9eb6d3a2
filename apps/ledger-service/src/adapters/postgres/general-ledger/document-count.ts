import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';

/** How many documents of a posting go to a general ledger outside. */
export const documentCountOf = async (database: Queries, postingEventId: string): Promise<number> => {
  const [counted] = await database.query<{ documents: number }>(sql`
    select count(*)::int as documents from gl_document where posting_event_id = ${postingEventId}`);
  return counted?.documents ?? 0;
};
