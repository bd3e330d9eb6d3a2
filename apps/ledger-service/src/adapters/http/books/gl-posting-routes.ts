import type { Queries } from '@recoup/runtime/database/queries';
import { type CursorCodec, page } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/list-query';
import { findGlPosting, glPosting, glPostings } from '../../../reads/gl-postings.ts';
import { byId, ofPacket } from './book-query.ts';

const path = '/v1/gl-postings';

export const glPostingRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path,
    summary: 'Postings to the general ledger, newest first',
    access: 'signed-in',
    query: ofPacket,
    answer: pageOf(glPosting),
    handle: async ({ query, actor }) => {
      const after = query.after ? cursors.read(query.after, path)[0] : undefined;
      const items = await glPostings(database, actor, { ...query, after, limit: query.limit + 1 });
      return { body: page(items, query.limit, (last) => cursors.write(path, [last.glPostingId])) };
    },
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
