import type { Database } from '@recoup/runtime/database/database';
import { allowHeavyStatement } from '@recoup/runtime/database/session';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { type RawBuilder, sql } from 'kysely';
import type { SyncRuns } from '../../../ports/sync-runs.ts';
import { planShards } from './sync-shards.ts';

const underWay = sql`finished_at is null and superseded_at is null`;

/** Runs in the table `sync`; the database lets one at a time be under way. */
export const postgresSyncRuns = (database: Database, outbox: Outbox, newId: () => string): SyncRuns => ({
  request: (asked) =>
    database.transaction(async () => {
      const { syncId, asOf, requestedBy } = asked;
      const at = sql`${asked.at.toISOString()}::timestamptz`;
      // Reading all open receivables takes seconds where there are millions.
      await allowHeavyStatement(database);
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
      if (begun.length === 1) return syncId;
      // Where the run that was in the way has finished since, its answer is as fresh as ours would be.
      const other =
        (await findRun(database, underWay)) ??
        (await findRun(database, sql`requested_at = (select max(requested_at) from sync)`));
      if (other === undefined) throw new Error('a run was neither begun nor found');
      return other;
    }),

  knows: async (asOf) => {
    const [row] = await database.query(sql`
      select 1 from sync where as_of = ${asOf}::date and superseded_at is null limit 1`);
    return row !== undefined;
  },
});

const findRun = async (database: Database, where: RawBuilder<unknown>): Promise<string | undefined> => {
  const [row] = await database.query<{ sync_id: string }>(
    sql`select sync_id from sync where ${where} limit 1`,
  );
  return row?.sync_id;
};
