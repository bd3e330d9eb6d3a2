import type { Queries } from '@recoup/runtime/database/queries';
import { type CursorCodec, page } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, found, type UploadedFile } from '@recoup/runtime/http/endpoint';
import { listQuery, pageOf } from '@recoup/runtime/http/list-query';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import type { PeopleFile } from '../../../domain/people/people-columns.ts';
import type { PeopleImportId } from '../../../domain/people/people-import.ts';
import type { PersonId } from '../../../domain/people/person.ts';
import {
  findPeopleImport,
  peopleImportResource,
  peopleImportSummary,
  peopleImports,
} from '../../../reads/people-imports.ts';
import { commentText } from '../text-limits.ts';
import { importProblem, refusing } from './people-import-problem.ts';

export type PeopleImportRoutes = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly read: (file: UploadedFile) => Promise<PeopleFile>;
  readonly commands: Commands;
};

const largestList = 2 * 1024 * 1024;
const readers = { anyOf: ['ADMIN', 'AUDITOR'] } as const;
const params = z.strictObject({ id: z.uuid().transform((id) => id as PeopleImportId) });

/**
 * People come and change by a list that one administrator proposes and another approves. Who may decide is the decision's to say and
 * not the route's, so that an attempt in vain is kept for the auditor.
 */
export const peopleImportRoutes = (routes: PeopleImportRoutes): readonly Endpoint[] => {
  const { database, cursors, commands } = routes;
  return [
    endpoint({
      method: 'post',
      path: '/v1/people/imports',
      summary: 'Propose a list of people, one row for each role, as CSV or as the same rows in JSON',
      access: { anyOf: ['ADMIN'] },
      refuses: refusing('list-refused'),
      body: { upload: { maxBytes: largestList, contentTypes: ['text/csv', 'application/json'], example } },
      answer: peopleImportResource,
      status: 201,
      handle: async ({ actor, body }) => {
        const file = await routes.read(body);
        const outcome = await commands.proposePeople({ personId: actor.personId as PersonId, file });
        if (!outcome.ok) return importProblem(outcome.refusal);
        const { id } = outcome.value;
        const headers = { location: `/v1/people/imports/${id}` };
        return found('This import', await findPeopleImport(database, id), { status: 201, headers });
      },
    }),
    endpoint({
      method: 'post',
      path: '/v1/people/imports/{id}/approval',
      summary: 'Approve and apply a list that another administrator proposed',
      access: { roles: ['ADMIN'], decided: 'Whoever proposed the list may not.' },
      refuses: refusing('own-proposal', 'already-decided', 'people-changed', 'list-refused'),
      params,
      body: withExample(z.strictObject({}), {}),
      answer: peopleImportResource,
      handle: async ({ actor, params: { id } }) => {
        const outcome = await commands.approvePeople({
          importId: id,
          personId: actor.personId as PersonId,
        });
        return outcome.ok
          ? found('This import', await findPeopleImport(database, id))
          : importProblem(outcome.refusal);
      },
    }),
    endpoint({
      method: 'post',
      path: '/v1/people/imports/{id}/rejection',
      summary: 'Reject a list with a reason; the administrator who proposed it may also withdraw it this way',
      access: { roles: ['ADMIN'], decided: 'Whoever proposed the list may too.' },
      refuses: refusing('already-decided'),
      params,
      body: withExample(z.strictObject({ reason: commentText }), {
        reason: 'Line 3 names a wrong department',
      }),
      answer: peopleImportResource,
      handle: async ({ actor, params: { id }, body: { reason } }) => {
        const outcome = await commands.rejectPeople({
          importId: id,
          personId: actor.personId as PersonId,
          reason,
        });
        return outcome.ok
          ? found('This import', await findPeopleImport(database, id))
          : importProblem(outcome.refusal);
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/people/imports',
      summary: 'Lists of people, newest first',
      access: readers,
      query: z.strictObject(listQuery),
      answer: pageOf(peopleImportSummary),
      handle: async ({ query }) => {
        const after = query.after ? cursors.read(query.after, 'people-imports')[0] : undefined;
        const lists = await peopleImports(database, query.limit + 1, after);
        const cursorOf = (last: z.infer<typeof peopleImportSummary>) =>
          cursors.write('people-imports', [last.peopleImportId]);
        return { body: page(lists, query.limit, cursorOf) };
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/people/imports/{id}',
      summary: 'Show a list of people with each change, before and after',
      access: readers,
      params,
      answer: peopleImportResource,
      handle: async ({ params: { id } }) => found('This import', await findPeopleImport(database, id)),
    }),
  ];
};

const example = `email,display_name,active,issuer,subject,role,entity,department,client_id,valid_from,valid_until
petra.novak@example.test,Petra Novak,true,https://sign-in.example.test,petra.novak,AGENT,US01,,,2026-01-01,
`;
