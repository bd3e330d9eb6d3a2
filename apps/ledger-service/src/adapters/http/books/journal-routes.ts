import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import { findJournal, journal, journalList, journals } from '../../../reads/journals.ts';
import { byId } from './book-query.ts';

const path = '/v1/journals';

export const journalRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path,
    summary: 'Journals, newest first',
    access: 'signed-in',
    query: journalList.query,
    answer: pageOf(journal),
    handle: async ({ query, actor }) => ({
      body: await journals(database, actor, journalList.ask(query, cursors)),
    }),
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
