import type { Queries } from '@recoup/runtime/database/queries';
import { type CursorCodec, page } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/list-query';
import { findJournal, journal, journals } from '../../../reads/journals.ts';
import { byId, ofPacket } from './book-query.ts';

const path = '/v1/journals';

export const journalRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path,
    summary: 'Journals, newest first',
    access: 'signed-in',
    query: ofPacket,
    answer: pageOf(journal),
    handle: async ({ query, actor }) => {
      const after = query.after ? cursors.read(query.after, path)[0] : undefined;
      const items = await journals(database, actor, { ...query, after, limit: query.limit + 1 });
      return { body: page(items, query.limit, (last) => cursors.write(path, [last.journalId])) };
    },
  }),
  endpoint({
    method: 'get',
    path: `${path}/{id}`,
    summary: 'One journal with its lines',
    access: 'signed-in',
    params: byId,
    answer: journal,
    handle: async ({ params, actor }) => found('This journal', await findJournal(database, actor, params.id)),
  }),
];
