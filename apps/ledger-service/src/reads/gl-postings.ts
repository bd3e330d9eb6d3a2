import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { type MinorAmount, moneyOf } from './money.ts';
import { newestDocuments, oneDocument } from './packet-documents.ts';

export const glPosting = z.object({
  glPostingId: z.uuid(),
  packetId: z.uuid(),
  kind: z.enum(['WRITE_OFF', 'RECOVERY']),
  entity: z.string(),
  total: money,
  externalId: z.string(),
  state: z.string(),
  documentId: z.string().nullable(),
  attempts: z.int(),
  errors: z.array(z.object({ code: z.string(), detail: z.string(), path: z.string().nullable() })),
  updatedAt: instant,
});
export type GlPosting = z.infer<typeof glPosting>;

const table = { id: sql`gl_posting_id`, packetId: sql`gl_posting.packet_id` };

/** Postings to the general ledger, with what it answered, newest first. */
export const glPostings = (database: Queries, actor: Actor, wanted: Parameters<typeof newestDocuments>[2]) =>
  select(database, newestDocuments(table, actor, wanted));

export const findGlPosting = async (
  database: Queries,
  actor: Actor,
  id: string,
): Promise<GlPosting | undefined> => {
  const [one] = await select(database, oneDocument(table, actor, id));
  return one;
};

const select = async (database: Queries, where: RawBuilder<unknown>): Promise<readonly GlPosting[]> => {
  type Row = Omit<GlPosting, 'total'> & MinorAmount;
  const rows = await database.query<Row>(sql`
    select gl_posting_id as "glPostingId", packet_id as "packetId", kind, entity, total_minor as minor, currency,
           external_id as "externalId", state, document_id as "documentId", attempts, errors,
           updated_at as "updatedAt"
      from gl_posting ${where}`);
  return rows.map(({ minor, currency, updatedAt, ...row }) => ({
    ...row,
    total: moneyOf({ minor, currency }),
    updatedAt: instantText(updatedAt),
  }));
};
