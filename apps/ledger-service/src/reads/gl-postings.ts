import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { exact, oneOf, range, searchText } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { type MinorAmount, moneyOf } from './money.ts';
import { askedDocuments, oneDocument } from './packet-documents.ts';

const postingKinds = ['WRITE_OFF', 'RECOVERY'] as const;

export const glPosting = z.object({
  glPostingId: z.uuid(),
  packetId: z.uuid(),
  kind: z.enum(postingKinds),
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

export const glPostingList = listOf({
  name: 'gl-postings',
  id: 'gl_posting.gl_posting_id',
  filters: {
    packetId: exact(z.uuid(), 'gl_posting.packet_id'),
    kind: oneOf(postingKinds, 'gl_posting.kind'),
    entity: exact(searchText, 'gl_posting.entity'),
    state: exact(searchText, 'gl_posting.state'),
    updatedAt: range('instant', 'gl_posting.updated_at'),
  },
  sorts: {
    glPostingId: by('gl_posting.gl_posting_id'),
    updatedAt: by('gl_posting.updated_at'),
  },
  defaultSort: '-glPostingId',
});

/** A page of the postings to the general ledger, with what it answered. */
export const glPostings = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const rows = await database.query<Row & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${asked.key} from gl_posting ${askedDocuments(table, actor, asked)}`);
  return asked.page(rows, toGlPosting);
};

export const findGlPosting = async (
  database: Queries,
  actor: Actor,
  id: string,
): Promise<GlPosting | undefined> => {
  const [row] = await database.query<Row>(sql`
    select ${columns} from gl_posting ${oneDocument(table, actor, id)}`);
  return row && toGlPosting(row);
};

type Row = Omit<GlPosting, 'total'> & MinorAmount;

const columns = sql.raw(`
  gl_posting_id as "glPostingId", packet_id as "packetId", kind, entity, total_minor as minor, currency,
  external_id as "externalId", state, document_id as "documentId", attempts, errors,
  updated_at as "updatedAt"`);

const toGlPosting = ({ minor, currency, updatedAt, ...row }: Row): GlPosting => ({
  ...row,
  total: moneyOf({ minor, currency }),
  updatedAt: instantText(updatedAt),
});
