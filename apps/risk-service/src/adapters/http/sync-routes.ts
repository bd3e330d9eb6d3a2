import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import type { RequestSync } from '../../application/request-sync.ts';
import { paceOf } from '../../domain/sync/sync-pace.ts';
import type { SyncRun } from '../../ports/sync-runs.ts';

const syncResource = z.object({
  syncId: z.uuid(),
  asOf: z.iso.date(),
  requestedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  supersededAt: z.iso.datetime().nullable().describe('when a run of a later business date took its place'),
  shards: z.int().describe('parts into which the accounts were split'),
  shardsDone: z.int(),
  receivables: z.int(),
  receivablesDone: z.int(),
  scoresChanged: z.int(),
  bandsChanged: z.int(),
  casesOpened: z.int(),
  receivablesPerSecond: z
    .int()
    .nullable()
    .describe('on average since the run was asked for; null while none is done'),
  secondsLeft: z.int().nullable().describe('at that rate; null while none is done'),
});

export const syncRoutes = (
  request: RequestSync,
  find: (syncId: string) => Promise<SyncRun | undefined>,
  now: () => Date,
): readonly Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/v1/syncs',
    summary: 'Score every open receivable again as of today; while a run is under way that one is answered',
    access: { anyOf: ['COLLECTIONS_LEAD', 'CLIENT_ACCOUNTING', 'OPERATOR'] },
    answer: syncResource,
    status: 202,
    handle: async ({ actor }) => ({ status: 202, body: toResource(await request(actor.personId), now()) }),
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
      return run ? { body: toResource(run, now()) } : notFound('This run');
    },
  }),
];

const toResource = (run: SyncRun, at: Date): z.infer<typeof syncResource> => ({
  ...run,
  requestedAt: run.requestedAt.toISOString(),
  finishedAt: run.finishedAt?.toISOString() ?? null,
  supersededAt: run.supersededAt?.toISOString() ?? null,
  ...paceOf(run, run.requestedAt, run.finishedAt ?? run.supersededAt, at),
});
