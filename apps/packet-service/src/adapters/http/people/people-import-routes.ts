import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import { changeProblem, refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, found, type UploadedFile } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import type { Actor } from '@recoup/runtime/http/people-directory';
import * as z from 'zod';
import type { PeopleFile } from '../../../domain/people/people-columns.ts';
import { readListing } from '../../../domain/people/people-listing.ts';
import {
  findPeopleImport,
  peopleImportList,
  peopleImportResource,
  peopleImportSummary,
  peopleImports,
  proposedPeople,
} from '../../../reads/people/people-imports.ts';
import type { peopleChangeKind } from './people-change-kind.ts';
import { importProblem, listRefused } from './people-import-problem.ts';

export type PeopleImportRoutes = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly read: (file: UploadedFile) => Promise<PeopleFile>;
  readonly kind: ReturnType<typeof peopleChangeKind>;
  readonly changes: ChangeRequests;
};

const largestList = 2 * 1024 * 1024;
const readers = { anyOf: ['ADMIN', 'AUDITOR'] } as const;
const grantsOf = ({ grants }: Actor) =>
  grants.filter(({ role }) => readers.anyOf.some((one) => one === role));

/** People come and change by a list that one administrator proposes and another approves as a change request. */
export const peopleImportRoutes = (routes: PeopleImportRoutes): readonly Endpoint[] => {
  const { database, cursors, kind, changes } = routes;
  const proposing = async (actor: Actor, body: UploadedFile) => {
    const listings = readListing(await routes.read(body));
    return listings.ok
      ? ({ kind, payload: listings.value, reason: null, personId: actor.personId } as const)
      : importProblem({ reason: 'list-refused', faults: listings.refusal });
  };
  const alike = {
    method: 'post',
    access: { anyOf: ['ADMIN'] },
    refuses: [...refusing('role-missing'), ...listRefused],
    body: { upload: { maxBytes: largestList, contentTypes: ['text/csv', 'application/json'], example } },
    answer: peopleImportResource,
  } as const;
  return [
    endpoint({
      ...alike,
      path: '/v1/people/imports',
      summary: 'Propose a list of people, one row for each role, as CSV or as the same rows in JSON',
      status: 201,
      handle: async ({ actor, body }) => {
        const given = await proposing(actor, body);
        if ('problem' in given) return given;
        const outcome = await changes.propose(given);
        if ('refusal' in outcome) return changeProblem(outcome.refusal);
        const { changeRequestId: id } = outcome.request;
        const headers = { location: `/v1/people/imports/${id}` };
        return found('This import', await findPeopleImport(database, grantsOf(actor), id), {
          status: 201,
          headers,
        });
      },
    }),
    endpoint({
      ...alike,
      path: '/v1/people/imports/preview',
      summary: 'Preview: what a list of people would change',
      changesNothing: true,
      handle: async ({ actor, body }) => {
        const given = await proposing(actor, body);
        if ('problem' in given) return given;
        const outcome = await changes.previewProposal(given);
        return 'refusal' in outcome
          ? changeProblem(outcome.refusal)
          : { body: proposedPeople(outcome.request) };
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/people/imports',
      summary: 'Lists of people, newest first',
      access: readers,
      query: peopleImportList.query,
      answer: pageOf(peopleImportSummary),
      handle: async ({ actor, query }) => {
        const asked = peopleImportList.ask(query, cursors);
        return { body: await peopleImports(database, grantsOf(actor), asked) };
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/people/imports/{id}',
      summary: 'Show a list of people with each change, before and after',
      access: readers,
      params: z.strictObject({ id: z.uuid() }),
      answer: peopleImportResource,
      handle: async ({ actor, params: { id } }) =>
        found('This import', await findPeopleImport(database, grantsOf(actor), id)),
    }),
  ];
};

const example = `email,display_name,active,issuer,subject,role,entity,department,client_id,valid_from,valid_until
petra.novak@example.test,Petra Novak,true,https://sign-in.example.test,petra.novak,AGENT,US01,,,2026-01-01,
`;
