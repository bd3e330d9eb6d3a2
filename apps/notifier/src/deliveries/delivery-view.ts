import type { Queries } from '@recoup/runtime/database/queries';
import { coversEverything } from '@recoup/runtime/http/covered-rows';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import type { Written } from '../mails/render.ts';

export const deliveryStates = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const;

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

/** What is left out filters nothing. */
export type DeliveryFilter = {
  readonly about?: string | undefined;
  readonly recipientId?: string | undefined;
  readonly state?: DeliveryResource['state'] | undefined;
};

/** Mails that somebody may see, newest first, older than the given one. */
export const listDeliveries = async (
  database: Queries,
  actor: Actor,
  filter: DeliveryFilter,
  before: string | undefined,
  limit: number,
): Promise<readonly DeliveryResource[]> => {
  const rows = await database.query<DeliveryResource>(sql`
    select ${columns} from delivery
     where ${visibleTo(actor)}
       and ${filter.about ? sql`about_id = ${filter.about}` : sql`true`}
       and ${filter.recipientId ? sql`recipient_id = ${filter.recipientId}` : sql`true`}
       and ${filter.state ? sql`state = ${filter.state}` : sql`true`}
       and ${before === undefined ? sql`true` : sql`delivery_id < ${before}::uuid`}
     order by delivery_id desc limit ${limit}`);
  return rows.map(toResource);
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
