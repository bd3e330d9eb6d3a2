import { sources } from '@recoup/contracts/topics';
import type { Database } from '@recoup/runtime/database/database';
import { cursorCodec, page } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { listQuery, pageOf, repeatable } from '@recoup/runtime/http/list-query';
import { sql } from 'kysely';
import * as z from 'zod';

const publishedEvent = z.object({
  position: z.string(),
  publishedAt: z.string().nullable().describe('null while the relay has not handed it to the bus'),
  event: z
    .looseObject({ id: z.string(), type: z.string(), subject: z.string() })
    .describe('the CloudEvent as published'),
});

/** The outbox finds an aggregate's events by topic and aggregate. */
const told = [...sources].filter(([, source]) => source === '/recoup/ledger-service').map(([topic]) => topic);

/** The archive of what the ledger has told others: every event it ever published, as it was published. */
export const eventRoutes = (database: Database, cursorSecret: string): readonly Endpoint[] => {
  const cursors = cursorCodec(cursorSecret);
  return [
    endpoint({
      method: 'get',
      path: '/v1/events',
      summary: 'Events the ledger has published, oldest first',
      access: { anyOf: ['AUDITOR', 'GL_ACCOUNTANT', 'OPERATOR'] },
      query: z.strictObject({
        ...listQuery,
        type: repeatable(z.string().max(100)),
        subject: z.uuid().optional(),
        'time.gte': z.iso.datetime().optional(),
        'time.lt': z.iso.datetime().optional(),
      }),
      answer: pageOf(publishedEvent),
      handle: async ({ query }) => {
        const after = query.after ? (cursors.read(query.after, 'events')[0] ?? '0') : '0';
        const rows = await database.query<{ id: string; published_at: string | null; message: Buffer }>(sql`
          select id, published_at, message from outbox
           where id > ${after}::bigint
             and (${query.type ?? null}::text[] is null or event_type = any (${query.type ?? null}::text[]))
             and (${query.subject ?? null}::uuid is null
                  or (topic = any (${told}) and aggregate_id = ${query.subject ?? null}::uuid))
             and (${query['time.gte'] ?? null}::timestamptz is null or occurred_at >= ${query['time.gte'] ?? null}::timestamptz)
             and (${query['time.lt'] ?? null}::timestamptz is null or occurred_at < ${query['time.lt'] ?? null}::timestamptz)
           order by id limit ${query.limit + 1}`);
        const items = rows.map(({ id, published_at, message }) => ({
          position: id,
          publishedAt: published_at,
          event: JSON.parse(message.toString()) as z.infer<typeof publishedEvent>['event'],
        }));
        return { body: page(items, query.limit, (last) => cursors.write('events', [last.position])) };
      },
    }),
  ];
};
