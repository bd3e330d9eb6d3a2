import type { Queries } from '@recoup/runtime/database/queries';
import { type CursorCodec, page } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { listQuery, pageOf, repeatable } from '@recoup/runtime/http/list-query';
import * as z from 'zod';
import { publishedEvent, publishedEvents } from '../../reads/published-events.ts';

export const eventRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
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
      const filter = {
        types: query.type,
        subject: query.subject,
        from: query['time.gte'],
        before: query['time.lt'],
      };
      const items = await publishedEvents(database, filter, after, query.limit + 1);
      return { body: page(items, query.limit, (last) => cursors.write('events', [last.position])) };
    },
  }),
];
