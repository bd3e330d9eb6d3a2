import type { Queries } from '@recoup/runtime/database/queries';
import { type CursorCodec, page } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import { searchQuery, searchReceivables } from '../../../reads/receivable-search.ts';
import { receivableResource, toSearchResource } from '../../../reads/receivable-search-row.ts';

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
    query: searchQuery,
    answer: pageOf(receivableResource),
    handle: async ({ query, actor }) => {
      const list = `receivables ${query.sort}`;
      const after = query.after ? cursors.read(query.after, list) : undefined;
      const found = await searchReceivables(database, query, actor, today(), after);
      const { items, page: next } = page(found, query.limit, (last) =>
        cursors.write(list, [last.sort_key, last.billing_item_detail_id]),
      );
      return { body: { items: items.map(toSearchResource), page: next } };
    },
  }),
];
