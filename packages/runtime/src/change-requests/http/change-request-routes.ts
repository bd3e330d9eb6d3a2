import * as z from 'zod';
import type { Queries } from '../../database/queries.ts';
import type { CursorCodec } from '../../http/cursor.ts';
import { type Endpoint, endpoint, found } from '../../http/endpoint.ts';
import { pageOf } from '../../http/lists/list-query.ts';
import type { Actor } from '../../http/people-directory.ts';
import type { ChangeKind } from '../change-kind.ts';
import {
  changeRequestList,
  type FoundChangeRequest,
  findChangeRequest,
  isVisible,
  listChangeRequests,
  type Visible,
} from '../change-request-views.ts';
import type { ChangeRequests } from '../change-requests.ts';
import { listedChangeRequest, listedOf, wholeChangeRequest } from './change-request-resource.ts';
import { decisionRoutes } from './decision-routes.ts';

export type ChangeRequestRoutes = {
  readonly database: Queries;
  readonly changes: ChangeRequests;
  readonly kinds: readonly ChangeKind[];
  readonly cursors: CursorCodec;
};

/** Reads every kind, as far as their scope goes. */
const auditor = 'AUDITOR';

/** What somebody proposed and another decides, whatever kind it is; each kind is proposed at a path of its own. */
export const changeRequestRoutes = (given: ChangeRequestRoutes): readonly Endpoint[] => [
  ...readRoutes(given),
  ...decisionRoutes(
    given.changes,
    decidersOf(given.kinds),
    given.kinds.flatMap(({ refuses }) => refuses),
    (actor, id) => isVisible(given.database, seenBy(given.kinds, actor), id),
  ),
];

const decidersOf = (kinds: readonly ChangeKind[]): readonly string[] =>
  [...new Set(kinds.flatMap(({ roles }) => roles))].sort();

/** What somebody sees of each kind, by the roles that decide it and those of auditors. */
const seenBy = (kinds: readonly ChangeKind[], { grants }: Actor): Visible =>
  kinds.map(({ kind, roles }) => ({
    kind,
    grants: grants.filter(({ role }) => role === auditor || roles.includes(role)),
  }));

const readRoutes = ({ database, kinds, cursors }: ChangeRequestRoutes): readonly Endpoint[] => {
  const access = { anyOf: [...decidersOf(kinds), auditor] };
  return [
    endpoint({
      method: 'get',
      path: '/v1/change-requests',
      summary: 'What people proposed for others to decide, newest first',
      access,
      query: changeRequestList.query,
      answer: pageOf(listedChangeRequest),
      handle: async ({ actor, query }) => {
        const asked = changeRequestList.ask(query, cursors);
        const { items, page } = await listChangeRequests(database, seenBy(kinds, actor), asked);
        return { body: { items: items.map(listedOf), page } };
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/change-requests/{id}',
      summary: 'One change request with what it would change, and what stood before',
      access,
      params: z.strictObject({ id: z.uuid() }),
      answer: wholeChangeRequest,
      handle: async ({ actor, params: { id } }) => {
        const request = await findChangeRequest(database, seenBy(kinds, actor), id);
        return found('This change request', request && wholeOf(request));
      },
    }),
  ];
};

const wholeOf = (request: FoundChangeRequest) => ({
  ...listedOf(request),
  payload: request.payload,
  before: request.before,
  refusedAttempts: request.refusedAttempts,
});
