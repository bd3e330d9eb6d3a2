import type { Queries } from '@recoup/runtime/database/queries';
import { coversEverything } from '@recoup/runtime/http/covered-rows';
import { exact, oneOf, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, byNullable, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import type { Written } from '../mails/render.ts';

const deliveryStates = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const;

export const deliveryResource = z.object({
  deliveryId: z.uuid(),
  eventId: z.uuid(),
  eventType: z.string(),
  template: z.string(),
  recipientId: z.uuid(),
  recipientName: z.string(),
  aboutKind: z.enum(['packet', 'case']),
  aboutId: z.uuid(),
  subject: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  resent: z.boolean(),
  sentWith: z.uuid().nullable(),
  reply: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
});
type DeliveryResource = z.infer<typeof deliveryResource>;

export const deliveryList = listOf({
  name: 'deliveries',
  id: 'delivery_id',
  filters: {
    about: exact(z.uuid(), 'about_id'),
    recipientId: exact(z.uuid(), 'recipient_id'),
    state: oneOf(deliveryStates, 'state'),
    createdAt: range('instant', 'created_at'),
  },
  sorts: {
    deliveryId: by('delivery_id'),
    createdAt: by('created_at'),
    endedAt: byNullable('ended_at'),
  },
  defaultSort: '-deliveryId',
});

/** A page of the mails that somebody may see. */
export const listDeliveries = async (
  database: Queries,
  actor: Actor,
  { key, where, order, page }: PageAsked,
): Promise<Page<DeliveryResource>> => {
  const rows = await database.query<DeliveryResource & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${key} from delivery where ${visibleTo(actor)} and ${where} ${order}`);
  return page(rows, toResource);
};

export const findDelivery = async (
  database: Queries,
  actor: Actor,
  deliveryId: string,
): Promise<{ readonly delivery: DeliveryResource; readonly mail: Written } | undefined> => {
  const [row] = await database.query<DeliveryResource & { readonly mail: Written }>(sql`
    select ${columns}, mail from delivery where delivery_id = ${deliveryId} and ${visibleTo(actor)}`);
  if (!row) return undefined;
  const { mail, ...delivery } = row;
  return { delivery: toResource(delivery), mail };
};

const overseers = ['CLIENT_ACCOUNTING', 'GL_ACCOUNTANT', 'COLLECTIONS_LEAD', 'OPERATOR', 'AUDITOR', 'ADMIN'];

const visibleTo = ({ personId, grants }: Actor) =>
  grants.some((grant) => overseers.includes(grant.role) && coversEverything(grant))
    ? sql`true`
    : sql`recipient_id = ${personId}`;

const columns =
  sql.raw(`delivery_id as "deliveryId", event_id as "eventId", event_type as "eventType", template,
  recipient_id as "recipientId", recipient_name as "recipientName", about_kind as "aboutKind", about_id as "aboutId",
  subject, state, attempts, resent, sent_with as "sentWith", reply, error, created_at as "createdAt",
  ended_at as "endedAt"`);

const toResource = (row: DeliveryResource): DeliveryResource => ({
  ...row,
  createdAt: instantText(row.createdAt),
  endedAt: row.endedAt && instantText(row.endedAt),
});
