import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import { publishedEvent, publishedEventList, publishedEvents } from '../../reads/published-events.ts';

export const eventRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/events',
    summary: 'Events the ledger has published, oldest first',
    access: { anyOf: ['AUDITOR', 'GL_ACCOUNTANT', 'OPERATOR'] },
    query: publishedEventList.query,
    answer: pageOf(publishedEvent),
    handle: async ({ query, actor }) => ({
      body: await publishedEvents(database, actor, publishedEventList.ask(query, cursors)),
    }),
  }),
];
