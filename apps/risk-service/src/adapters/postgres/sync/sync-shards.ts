import { SyncShardRequestedV1 } from '@recoup/contracts/sync-shard-requested.v1';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { type NewEvent, newEvent } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { AccountId } from '../../../domain/score/invoice.ts';
import type { SyncShards } from '../../../ports/sync-shards.ts';

/** Shards in the table `sync_shard`; the counters of their run are kept with them. */
export const postgresSyncShards = (database: Database): SyncShards => ({
  claim: async (shardId) => {
    const [row] = await database.query(sql`
      select from sync_shard where shard_id = ${shardId} and done_at is null for update`);
    return row !== undefined;
  },

  accounts: async (first, last) => {
    const rows = await database.query<{ account_id: AccountId }>(sql`
      select distinct account_id from receivable
       where open_item and account_id between ${first}::uuid and ${last}::uuid order by account_id`);
    return rows.map((row) => row.account_id);
  },

  isUnderWay: async (syncId) => {
    const [row] = await database.query(sql`
      select from sync where sync_id = ${syncId} and finished_at is null and superseded_at is null`);
    return row !== undefined;
  },

  // What came or went since the planning is in neither number of the run or in both, so that it never counts more than all.
  // The row of the run is locked from here to the end of the transaction: of two last shards the second sees the first.
  complete: async (shardId, { at, by, ...found }) => {
    const counts = sql`receivables_done = ${found.receivablesDone}, scores_changed = ${found.scoresChanged},
                       bands_changed = ${found.bandsChanged}, cases_opened = ${found.casesOpened}`;
    await database.query(sql`
      with done as (
        update sync_shard set done_at = ${at.toISOString()}::timestamptz, scored_by = ${by}, ${counts}
         where shard_id = ${shardId} and done_at is null returning *)
      update sync
         set shards_done = sync.shards_done + 1,
             receivables = sync.receivables + done.receivables_done - done.receivables,
             receivables_done = sync.receivables_done + done.receivables_done,
             scores_changed = sync.scores_changed + done.scores_changed,
             bands_changed = sync.bands_changed + done.bands_changed,
             cases_opened = sync.cases_opened + done.cases_opened,
             finished_at = case when sync.shards_done + 1 = sync.shards and sync.superseded_at is null
                                then ${at.toISOString()}::timestamptz end
        from done where sync.sync_id = done.sync_id`);
  },
});

/**
 * An account weighs at least this part of a shard, so that a shard has at most 400 accounts: each is an advisory lock, and
 * the locks of all scorers together must fit PostgreSQL's default table of 6,400.
 */
const accountsPerShard = 400;

type Planned = {
  readonly shard_no: number;
  readonly first_account: string;
  readonly last_account: string;
  readonly receivables: number;
};

/**
 * Splits the accounts with open receivables into ranges of about `shardSize` receivables and keeps them as shards of a run.
 * An account of that size or more is a shard of its own. Answers the events that ask for them to be scored.
 */
export const planShards = async (
  database: Database,
  run: { readonly syncId: string; readonly asOf: CalendarDate; readonly shardSize: number },
  newId: () => string,
): Promise<readonly NewEvent[]> => {
  const planned = await database.query<Planned>(sql`
    with account as (
      select account_id, count(*)::int as items from receivable where open_item group by account_id),
    parted as (
      select *, items >= ${run.shardSize} as huge,
             count(*) filter (where items >= ${run.shardSize}) over (order by account_id) as island,
             greatest(items, ceil(${run.shardSize}::numeric / ${accountsPerShard})) as weight
        from account),
    sharded as (
      select *, floor((sum(weight) over (partition by island, huge order by account_id) - weight) / ${run.shardSize}) as shard
        from parted)
    select row_number() over (order by min(account_id::text))::int as shard_no,
           min(account_id::text) as first_account, max(account_id::text) as last_account, sum(items)::int as receivables
      from sharded group by island, huge, shard order by shard_no`);
  if (planned.length === 0) return [];
  const shards = planned.map((shard) => ({ ...shard, id: newId() }));
  await database.query(sql`
    insert into sync_shard (sync_id, shard_id, shard_no, first_account, last_account, receivables)
    select ${run.syncId}, * from unnest(
      ${shards.map(({ id }) => id)}::uuid[], ${shards.map((shard) => shard.shard_no)}::int[],
      ${shards.map((shard) => shard.first_account)}::uuid[], ${shards.map((shard) => shard.last_account)}::uuid[],
      ${shards.map((shard) => shard.receivables)}::int[])`);
  return shards.map((shard) =>
    newEvent(
      SyncShardRequestedV1,
      shard.id,
      {
        shardId: shard.id,
        syncId: run.syncId,
        shardNo: shard.shard_no,
        shards: shards.length,
        asOf: run.asOf,
        firstAccountId: shard.first_account,
        lastAccountId: shard.last_account,
        receivables: shard.receivables,
      },
      1,
    ),
  );
};
