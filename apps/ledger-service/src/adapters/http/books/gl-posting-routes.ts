import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import { findGlPosting, glPosting, glPostingList, glPostings } from '../../../reads/gl-postings.ts';
import { byId } from './book-query.ts';

const path = '/v1/gl-postings';

export const glPostingRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path,
    summary: 'Postings to the general ledger, newest first',
    access: 'signed-in',
    query: glPostingList.query,
    answer: pageOf(glPosting),
    handle: async ({ query, actor }) => ({
      body: await glPostings(database, actor, glPostingList.ask(query, cursors)),
    }),
  }),
  endpoint({
    method: 'get',
    path: `${path}/{id}`,
    summary: 'One posting to the general ledger',
    access: 'signed-in',
    params: byId,
    answer: glPosting,
    handle: async ({ params, actor }) =>
      found('This posting', await findGlPosting(database, actor, params.id)),
  }),
];
