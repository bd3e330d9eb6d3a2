import type { Queries } from '@recoup/runtime/database/queries';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import type { RequestSync } from '../../application/request-sync.ts';
import { findSync, syncResource } from '../../reads/syncs.ts';

export const syncRoutes = (database: Queries, request: RequestSync, now: () => Date): readonly Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/v1/syncs',
    summary: 'Score every open receivable again as of today; if a run is under way, the answer is that run',
    access: { anyOf: ['COLLECTIONS_LEAD', 'CLIENT_ACCOUNTING', 'OPERATOR'] },
    answer: syncResource,
    status: 202,
    handle: async ({ actor }) => {
      const syncId = await request(actor.personId);
      return found('This run', await findSync(database, syncId, now()), { status: 202 });
    },
  }),
  endpoint({
    method: 'get',
    path: '/v1/syncs/{syncId}',
    summary: 'Progress of a run, and what it has found so far',
    access: 'signed-in',
    params: z.object({ syncId: z.uuid() }),
    answer: syncResource,
    handle: async ({ params }) => found('This run', await findSync(database, params.syncId, now())),
  }),
];
