import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { type RawBuilder, sql } from 'kysely';
import type { SyncRun, SyncRuns } from '../../../ports/sync-runs.ts';
import { planShards } from './sync-shards.ts';

const underWay = sql`finished_at is null and superseded_at is null`;

/** Runs in the table `sync`; the database lets one at a time be under way. */
export const postgresSyncRuns = (database: Database, outbox: Outbox, newId: () => string): SyncRuns => ({
  request: (asked) =>
    database.transaction(async () => {
      const { syncId, asOf, requestedBy } = asked;
      const at = sql`${asked.at.toISOString()}::timestamptz`;
      // Reading all open receivables takes seconds where there are millions.
      await database.query(sql`set local statement_timeout = '60s'`);
      await database.query(sql`
        update sync set superseded_at = ${at} where ${underWay} and as_of < ${asOf}::date`);
      const begun = await database.query(sql`
        insert into sync (sync_id, as_of, requested_by, requested_at, receivables, shards)
        values (${syncId}, ${asOf}::date, ${requestedBy}, ${at}, 0, 0) on conflict do nothing returning sync_id`);
      if (begun.length === 1) {
        const shards = await planShards(database, asked, newId);
        await database.query(sql`
          update sync
             set (shards, receivables) = (select count(*), coalesce(sum(receivables), 0) from sync_shard where sync_id = ${syncId}),
                 finished_at = case when ${shards.length}::int = 0 then ${at} end
           where sync_id = ${syncId}`);
        await outbox.append(shards);
      }
      const run = await readRun(database, begun.length === 1 ? sql`sync_id = ${syncId}` : underWay);
      // The run that was in the way has finished since: its answer is as fresh as ours would be.
      const last = run ?? (await readRun(database, sql`requested_at = (select max(requested_at) from sync)`));
      if (!last) throw new Error('a run was neither begun nor found');
      return last;
    }),

  knows: async (asOf) => {
    const [row] = await database.query(sql`
      select 1 from sync where as_of = ${asOf}::date and superseded_at is null limit 1`);
    return row !== undefined;
  },
});

export const findSync = (database: Database, syncId: string): Promise<SyncRun | undefined> =>
  readRun(database, sql`sync_id = ${syncId}`);

const readRun = async (database: Database, where: RawBuilder<unknown>): Promise<SyncRun | undefined> => {
  const [row] = await database.query<SyncRow>(sql`
    select *, coalesce(shards, 0) as shards from sync where ${where} limit 1`);
  return (
    row && {
      syncId: row.sync_id,
      asOf: row.as_of,
      requestedAt: new Date(row.requested_at),
      finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
      supersededAt: row.superseded_at === null ? null : new Date(row.superseded_at),
      shards: row.shards,
      shardsDone: row.shards_done,
      receivables: row.receivables,
      receivablesDone: row.receivables_done,
      scoresChanged: row.scores_changed,
      bandsChanged: row.bands_changed,
      casesOpened: row.cases_opened,
    }
  );
};

type SyncRow = {
  readonly sync_id: string;
  readonly as_of: CalendarDate;
  readonly requested_at: string;
  readonly finished_at: string | null;
  readonly superseded_at: string | null;
  readonly shards: number;
  readonly shards_done: number;
  readonly receivables: number;
  readonly receivables_done: number;
  readonly scores_changed: number;
  readonly bands_changed: number;
  readonly cases_opened: number;
};
