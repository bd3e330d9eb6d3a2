import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import { receivableList, searchReceivables } from '../../../reads/receivable-search.ts';
import { receivableResource } from '../../../reads/receivable-search-row.ts';

/** The search that packets are made from. Only what the person may see is looked at. */
export const receivableSearch = (
  database: Queries,
  cursors: CursorCodec,
  today: () => string,
): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/receivables',
    summary: 'Search receivables by the filters of the packet screen',
    access: 'signed-in',
    query: receivableList.query,
    answer: pageOf(receivableResource),
    handle: async ({ query, actor }) => {
      const day = today();
      const asked = receivableList.ask(query, cursors, { today: day });
      return { body: await searchReceivables(database, actor, day, asked) };
    },
  }),
];
