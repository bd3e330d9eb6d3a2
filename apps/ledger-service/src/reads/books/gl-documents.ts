import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { inEntitiesOf } from '@recoup/runtime/http/covered-rows';
import { exact, oneOf, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { glDocumentStates, glSteps } from '../../domain/general-ledger/gl-document.ts';
import { type MinorAmount, moneyOf } from '../money.ts';
import { knownEntity, type RegisteredCodes } from '../registered-codes.ts';
import { askedDocuments, oneDocument } from './packet-documents.ts';

const postingKinds = ['WRITE_OFF', 'RECOVERY', 'CORRECTION'] as const;

export const glDocument = z.object({
  glDocumentId: z.uuid(),
  packetId: z.uuid(),
  kind: z.enum(postingKinds),
  step: z
    .enum(glSteps)
    .describe('what it is in the general ledger: an APPLICATION applies what a journal credits'),
  entity: z.string(),
  total: money,
  externalId: z.string(),
  state: z.string(),
  documentId: z.string().nullable(),
  mappingVersion: z.int().nullable().describe('the version of the mapping by which the document was made'),
  attempts: z.int(),
  errors: z.array(z.object({ code: z.string(), detail: z.string(), path: z.string().nullable() })),
  updatedAt: instant,
});
export type GlDocument = z.infer<typeof glDocument>;

const table = { id: sql`gl_document_id`, packetId: sql`gl_document.packet_id` };

export const glDocumentList = listOf<RegisteredCodes>({
  name: 'gl-documents',
  id: 'gl_document.gl_document_id',
  filters: {
    packetId: exact(z.uuid(), 'gl_document.packet_id'),
    kind: oneOf(postingKinds, 'gl_document.transaction_type'),
    entity: knownEntity('gl_document.entity'),
    state: oneOf(glDocumentStates, 'gl_document.state'),
    updatedAt: range('instant', 'gl_document.updated_at'),
  },
  sorts: {
    glDocumentId: by('gl_document.gl_document_id'),
    updatedAt: by('gl_document.updated_at'),
  },
  defaultSort: '-glDocumentId',
});

/** A page of the documents for the general ledger, with what it answered. */
export const glDocuments = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const rows = await database.query<Row & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${asked.key} from ${documents} ${askedDocuments(table, actor, asked, inEntitiesOf(actor.grants, 'gl_document.entity'))}`);
  return asked.page(rows, toGlDocument);
};

export const findGlDocument = async (
  database: Queries,
  actor: Actor,
  id: string,
): Promise<GlDocument | undefined> => {
  const [row] = await database.query<Row>(sql`
    select ${columns} from ${documents} ${oneDocument(table, actor, id)}`);
  return row && toGlDocument(row);
};

type Row = Omit<GlDocument, 'total'> & MinorAmount;

const documents = sql.raw(`(
  select gl_document.*, event.transaction_type, event.source_id as packet_id
    from gl_document join posting_event event using (posting_event_id)
   where event.source_kind = 'PACKET') gl_document`);

const columns = sql.raw(`
  gl_document_id as "glDocumentId", packet_id as "packetId", transaction_type as kind, step, entity, total_minor as minor,
  currency, external_id as "externalId", state, remote_id as "documentId", mapping_version as "mappingVersion", attempts, errors,
  updated_at as "updatedAt"`);

const toGlDocument = ({ minor, currency, updatedAt, ...row }: Row): GlDocument => ({
  ...row,
  total: moneyOf({ minor, currency }),
  updatedAt: instantText(updatedAt),
});
