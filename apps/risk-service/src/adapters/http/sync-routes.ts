import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import type { RequestSync } from '../../application/sync-all.ts';
import type { SyncRun } from '../../ports/sync-runs.ts';

const syncResource = z.object({
  syncId: z.uuid(),
  asOf: z.iso.date(),
  requestedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  receivables: z.int(),
  receivablesDone: z.int(),
  scoresChanged: z.int(),
  bandsChanged: z.int(),
  casesOpened: z.int(),
});

/** The daily sync on request, and how far it is. */
export const syncRoutes = (
  request: RequestSync,
  find: (syncId: string) => Promise<SyncRun | undefined>,
): readonly Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/v1/syncs',
    summary: 'Score every open receivable again as of today; while a run is under way that one is answered',
    access: { anyOf: ['COLLECTIONS_LEAD', 'CLIENT_ACCOUNTING', 'OPERATOR'] },
    answer: syncResource,
    status: 202,
    handle: async ({ actor }) => ({ status: 202, body: toResource(await request(actor.personId)) }),
  }),
  endpoint({
    method: 'get',
    path: '/v1/syncs/{syncId}',
    summary: 'How far a run is and what it has found',
    access: 'signed-in',
    params: z.object({ syncId: z.uuid() }),
    answer: syncResource,
    handle: async ({ params }) => {
      const run = await find(params.syncId);
      return run ? { body: toResource(run) } : notFound('This run');
    },
  }),
];

const toResource = (run: SyncRun): z.infer<typeof syncResource> => ({
  ...run,
  requestedAt: run.requestedAt.toISOString(),
  finishedAt: run.finishedAt?.toISOString() ?? null,
});
