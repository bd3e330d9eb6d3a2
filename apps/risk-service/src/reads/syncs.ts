import type { Queries } from '@recoup/runtime/database/queries';
import { day, instant } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { paceOf } from '../domain/sync/sync-pace.ts';

export const syncResource = z.object({
  syncId: z.uuid(),
  asOf: day,
  requestedAt: instant,
  finishedAt: instant.nullable(),
  supersededAt: instant.nullable().describe('when a run of a later business date took its place'),
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
export type SyncResource = z.infer<typeof syncResource>;

type SyncRow = {
  readonly sync_id: string;
  readonly as_of: string;
  readonly requested_at: string;
  readonly finished_at: string | null;
  readonly superseded_at: string | null;
  readonly shards: number | null;
  readonly shards_done: number;
  readonly receivables: number;
  readonly receivables_done: number;
  readonly scores_changed: number;
  readonly bands_changed: number;
  readonly cases_opened: number;
};

/** A run of the daily sync, with its pace as of now. */
export const findSync = async (
  database: Queries,
  syncId: string,
  now: Date,
): Promise<SyncResource | undefined> => {
  const [row] = await database.query<SyncRow>(sql`select * from sync where sync_id = ${syncId}`);
  return row && toResource(row, now);
};

const toResource = (row: SyncRow, now: Date): SyncResource => {
  const requestedAt = new Date(row.requested_at);
  const finishedAt = row.finished_at === null ? null : new Date(row.finished_at);
  const supersededAt = row.superseded_at === null ? null : new Date(row.superseded_at);
  const counts = { receivables: row.receivables, receivablesDone: row.receivables_done };
  return {
    syncId: row.sync_id,
    asOf: row.as_of,
    requestedAt: requestedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    supersededAt: supersededAt?.toISOString() ?? null,
    shards: row.shards ?? 0,
    shardsDone: row.shards_done,
    ...counts,
    scoresChanged: row.scores_changed,
    bandsChanged: row.bands_changed,
    casesOpened: row.cases_opened,
    ...paceOf(counts, requestedAt, finishedAt ?? supersededAt, now),
  };
};
