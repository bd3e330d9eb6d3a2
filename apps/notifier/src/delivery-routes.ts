import type { Database } from '@recoup/runtime/database/database';
import { type CursorCodec, page } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import { listQuery, pageOf } from '@recoup/runtime/http/list-query';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { render, type Written } from './mails/render.ts';

const states = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const;
const delivery = z.object({
  deliveryId: z.uuid(),
  eventId: z.uuid(),
  eventType: z.string(),
  template: z.string(),
  recipientId: z.uuid(),
  recipientName: z.string(),
  aboutKind: z.enum(['packet', 'case']),
  aboutId: z.uuid(),
  subject: z.string(),
  state: z.enum(states),
  attempts: z.int(),
  resent: z.boolean(),
  sentWith: z.uuid().nullable(),
  reply: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
});

/** Who got which mail, and what became of it. People see their own mails; operators and auditors see all. */
export const deliveryRoutes = (
  database: Database,
  cursors: CursorCodec,
  consoleUrl: string,
): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/deliveries',
    summary: 'Mails, newest first',
    access: 'signed-in',
    query: z.strictObject({
      ...listQuery,
      about: z.uuid().optional(),
      recipientId: z.uuid().optional(),
      state: z.enum(states).optional(),
    }),
    answer: pageOf(delivery),
    handle: async ({ query, actor }) => {
      const [before] = query.after === undefined ? [] : cursors.read(query.after, 'deliveries');
      const found = await database.query<DeliveryRow>(sql`
        select ${columns} from delivery
         where ${visibleTo(actor)}
           and ${query.about ? sql`about_id = ${query.about}` : sql`true`}
           and ${query.recipientId ? sql`recipient_id = ${query.recipientId}` : sql`true`}
           and ${query.state ? sql`state = ${query.state}` : sql`true`}
           and ${before === undefined ? sql`true` : sql`delivery_id < ${before}::uuid`}
         order by delivery_id desc limit ${query.limit + 1}`);
      const body = page(found, query.limit, (last) => cursors.write('deliveries', [last.deliveryId]));
      return { body: { ...body, items: body.items.map(toResource) } };
    },
  }),

  endpoint({
    method: 'get',
    path: '/v1/deliveries/{deliveryId}',
    summary: 'One mail with its text',
    access: 'signed-in',
    params: z.object({ deliveryId: z.uuid() }),
    answer: delivery.extend({ text: z.string() }),
    handle: async ({ params, actor }) => {
      const [row] = await database.query<DeliveryRow & { readonly mail: Written }>(sql`
        select ${columns}, mail from delivery where delivery_id = ${params.deliveryId} and ${visibleTo(actor)}`);
      if (!row) return notFound('This delivery');
      const { mail, ...shown } = row;
      return { body: { ...toResource(shown), text: render(mail, consoleUrl, row.deliveryId).text } };
    },
  }),
];

const overseers = ['CLIENT_ACCOUNTING', 'GL_ACCOUNTANT', 'COLLECTIONS_LEAD', 'OPERATOR', 'AUDITOR', 'ADMIN'];

const visibleTo = ({ personId, grants }: Actor) =>
  grants.some(
    ({ role, entity, department, clientId }) =>
      overseers.includes(role) && entity === null && department === null && clientId === null,
  )
    ? sql`true`
    : sql`recipient_id = ${personId}`;

type DeliveryRow = z.infer<typeof delivery>;

const columns =
  sql.raw(`delivery_id as "deliveryId", event_id as "eventId", event_type as "eventType", template,
  recipient_id as "recipientId", recipient_name as "recipientName", about_kind as "aboutKind", about_id as "aboutId",
  subject, state, attempts, resent, sent_with as "sentWith", reply, error, created_at as "createdAt",
  ended_at as "endedAt"`);

const toResource = (row: DeliveryRow): z.infer<typeof delivery> => ({
  ...row,
  createdAt: instantText(row.createdAt),
  endedAt: row.endedAt && instantText(row.endedAt),
});
