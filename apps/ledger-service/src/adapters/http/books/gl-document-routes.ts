import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import {
  findGlDocument,
  glDocument,
  glDocumentList,
  glDocuments,
} from '../../../reads/books/gl-documents.ts';
import { registeredEntities } from '../../../reads/registered-codes.ts';
import { byId } from './book-query.ts';

const path = '/v1/gl-documents';

export const glDocumentRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path,
    summary: 'Documents for the general ledger, newest first',
    access: 'signed-in',
    query: glDocumentList.query,
    answer: pageOf(glDocument),
    handle: async ({ query, actor }) => ({
      body: await glDocuments(
        database,
        actor,
        glDocumentList.ask(query, cursors, await registeredEntities(database)),
      ),
    }),
  }),
  endpoint({
    method: 'get',
    path: `${path}/{id}`,
    summary: 'One document for the general ledger',
    access: 'signed-in',
    params: byId,
    answer: glDocument,
    handle: async ({ params, actor }) =>
      found('This document', await findGlDocument(database, actor, params.id)),
  }),
];
