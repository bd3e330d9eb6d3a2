import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import { journalLine, journalLineList, journalLines } from '../../../reads/books/journal-lines.ts';
import { findJournal, journal, journalList, journals } from '../../../reads/books/journals.ts';
import { registeredEntities } from '../../../reads/registered-codes.ts';
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
      body: await journals(
        database,
        actor,
        journalList.ask(query, cursors, await registeredEntities(database)),
      ),
    }),
  }),
  endpoint({
    method: 'get',
    path: `${path}/{id}`,
    summary: 'One journal',
    access: 'signed-in',
    params: byId,
    answer: journal,
    handle: async ({ params, actor }) => found('This journal', await findJournal(database, actor, params.id)),
  }),
  endpoint({
    method: 'get',
    path: `${path}/{id}/lines`,
    summary: 'The lines of a journal, in their order',
    access: 'signed-in',
    params: byId,
    query: journalLineList.query,
    answer: pageOf(journalLine),
    handle: async ({ params, query, actor }) => {
      const lines = await journalLines(database, actor, params.id, journalLineList.ask(query, cursors));
      return found('This journal', lines);
    },
  }),
];
