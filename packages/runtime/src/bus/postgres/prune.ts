import type pg from 'pg';
import { lockUses } from '../../database/advisory-lock.ts';
import { inTransaction } from '../../database/pg-transaction.ts';
import { partitions } from '../partitions.ts';
import type { TopicRetention } from '../retention.ts';

const usualBatchSize = 5_000;
const daySeconds = 24 * 60 * 60;
/** What a newer row of its key has replaced stays for an hour, so that somebody may still look at it. */
const supersededSeconds = 60 * 60;

type PartitionToPrune = {
  readonly topic: string;
  readonly part: number;
  readonly keep: 'newest' | 'days';
  readonly seconds: number;
  readonly read: string;
};

/**
 * Removes from `bus.event` what nobody needs any more, at most one batch of each partition, each a short transaction of its
 * own: rows older than their topic's days, and on compacted topics rows that a newer one of their key has replaced; never
 * one that a group which has ever joined has still to read. Answers whether there may be more. Of several pruners one works
 * at a time and the others answer at once.
 */
export const pruneOnce = async (
  pool: pg.Pool,
  plans: readonly TopicRetention[],
  batchSize = usualBatchSize,
): Promise<boolean> => {
  let more = false;
  for (const partition of await partitionsToPrune(pool, plans)) {
    const pruned = await pruneBatch(pool, partition, batchSize);
    if (pruned === undefined) return false;
    if (pruned === batchSize) more = true;
  }
  return more;
};

/** The partitions whose first row behind the pruner is both read by all and old enough: one look at an index for each. */
const partitionsToPrune = async (
  pool: pg.Pool,
  plans: readonly TopicRetention[],
): Promise<readonly PartitionToPrune[]> => {
  const found = await pool.query<PartitionToPrune>(firstDue, [
    plans.map(({ topic }) => topic),
    plans.map(({ keep }) => (keep === 'newest' ? 'newest' : 'days')),
    plans.map(({ keep }) => (keep === 'newest' ? supersededSeconds : keep.days * daySeconds)),
  ]);
  return found.rows;
};

const pruneBatch = (
  pool: pg.Pool,
  { topic, part, keep, seconds, read }: PartitionToPrune,
  batchSize: number,
): Promise<number | undefined> =>
  inTransaction(pool, async (client) => {
    const lock = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1, 0) as mine', [
      lockUses.busPruning,
    ]);
    if (!lock.rows[0]?.mine) return undefined;
    const pruned = await client.query<{ count: number }>(keep === 'newest' ? pruneSuperseded : pruneOld, [
      topic,
      part,
      read,
      seconds,
      batchSize,
    ]);
    return pruned.rows[0]?.count ?? 0;
  });

const lastSeq = '9223372036854775807';

const firstDue = `
  with read as (select topic, part, min(seq) as seq from bus.position group by topic, part)
  select plan.topic, partition.part, plan.keep, plan.seconds, coalesce(read.seq, ${lastSeq}) as read
    from unnest($1::text[], $2::text[], $3::float8[]) as plan (topic, keep, seconds)
   cross join (select generate_series(0, ${partitions - 1})::smallint as part) as partition
    left join read on read.topic = plan.topic and read.part = partition.part
    left join bus.pruned
      on pruned.topic = plan.topic and pruned.part = partition.part and pruned.keep = plan.keep
   cross join lateral (
     select event.at from bus.event
      where (topic, part, seq) > (plan.topic, partition.part, coalesce(pruned.seq, 0))
        and (topic, part, seq) <= (plan.topic, partition.part, coalesce(read.seq, ${lastSeq}))
      order by topic, part, seq limit 1) as first
   where first.at < now() - make_interval(secs => plan.seconds)`;

/**
 * The next rows of a partition up to the first that is too young. Compared as whole places, they can be read by the index of
 * partitions alone; the one of numbers would have to pass over what other partitions keep. And rows are named by arrays
 * below, since for a join the planner might read the whole table.
 */
const dueOf = (keep: PartitionToPrune['keep']): string => `
  next as materialized (
    select seq, key, at from bus.event
     where (topic, part, seq) <= ($1, $2, $3)
       and (topic, part, seq) > ($1, $2, coalesce(
             (select seq from bus.pruned where topic = $1 and part = $2 and keep = '${keep}'), 0))
     order by topic, part, seq limit $5),
  due as materialized (
    select seq, key from next
     where seq < coalesce((select min(seq) from next where at >= now() - make_interval(secs => $4)), ${lastSeq})),
  progress as (
    insert into bus.pruned (topic, part, keep, seq)
    select $1, $2, '${keep}', max(seq) from due having max(seq) is not null
        on conflict (topic, part, keep) do update set seq = excluded.seq)`;

/** Takes topic, partition, the last row all have read, the age in seconds and the size of a batch. */
export const pruneOld = `
  with ${dueOf('days')},
  gone as (delete from bus.event where seq = any (array(select seq from due)))
  select count(*)::int as count from due`;

export const pruneSuperseded = `
  with ${dueOf('newest')},
  latest as materialized (select key, max(seq) as seq from due group by key),
  superseded as (
    select due.seq from due join latest using (key) where due.seq < latest.seq
    union all
    select known.seq
      from (select key, seq from bus.newest
             where topic = $1 and key = any (array(select key from latest))) as known
      join latest using (key)
     where known.seq < latest.seq),
  gone as (delete from bus.event where seq = any (array(select seq from superseded))),
  kept as (
    insert into bus.newest (topic, key, seq) select $1, key, seq from latest
        on conflict (topic, key) do update set seq = excluded.seq)
  select count(*)::int as count from due`;
