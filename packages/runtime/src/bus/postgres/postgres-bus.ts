import { createHash } from 'node:crypto';
import pg from 'pg';
import { lockUses } from '../../database/advisory-lock.ts';
import { clientKeepAlive, serverKeepAlive } from '../../database/keep-alive.ts';
import { inTransaction } from '../../database/pg-transaction.ts';
import { isDatabaseUnavailable } from '../../database/unavailable.ts';
import { type Loop, startLoop } from '../../process/loop.ts';
import {
  type Bus,
  BusAway,
  type BusRecord,
  type BusSubscription,
  type Delivery,
  type SubscribeOptions,
} from '../bus.ts';
import { partitions } from '../partitions.ts';
import type { TopicRetention } from '../retention.ts';
import { lagOf, sizeOf } from './measures.ts';
import { oldestKept } from './oldest-kept.ts';
import { pruneOnce } from './prune.ts';

const usualBatchSize = 500;
/** What a group is handed at once, whatever the number of its messages. */
const bytesOfBatch = 8_000_000;

export type PostgresBusOptions = {
  readonly url: string;
  readonly pollMs?: number;
  readonly poolSize?: number;
  readonly onError?: (error: unknown) => void;
  /** What to keep of each topic. Without it this process prunes nothing; topics that are not named are kept for ever. */
  readonly retention?: {
    readonly plans: readonly TopicRetention[];
    readonly everyMs?: number;
    readonly onError: (error: unknown) => void;
  };
};

/** Often enough that a round is small, and after the first pause, so that it does not delay a start. */
const pruneEveryMs = 10 * 60_000;

/** The bus of the embedded shape: one table, one position for each group and partition. */
export const postgresBus = ({
  url,
  pollMs = 100,
  poolSize = 10,
  onError,
  retention,
}: PostgresBusOptions): Bus => {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    ...clientKeepAlive,
    connectionTimeoutMillis: 10_000,
    // Longer than the server lets a statement run; a handler's time between two statements does not count.
    query_timeout: 35_000,
    application_name: 'recoup-bus',
    options: `-c statement_timeout=30s -c idle_in_transaction_session_timeout=120s ${serverKeepAlive}`,
  });
  pool.on('error', (error) => onError?.(error));
  // The pool does not listen to a client that it has given out. When one is lost between two queries the next query tells it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const loops = new Set<Loop>();
  const pruning =
    retention &&
    startLoop({
      everyMs: retention.everyMs ?? pruneEveryMs,
      errorPauseMs: retention.everyMs ?? pruneEveryMs,
      pausesFirst: true,
      round: () => pruneOnce(pool, retention.plans),
      onError: retention.onError,
    });

  const subscribe = async (options: SubscribeOptions): Promise<BusSubscription> => {
    await ensurePositions(pool, options.group, options.topics);
    const loop = startLoop({
      everyMs: pollMs,
      round: () => drainOnce(pool, options),
      onError: options.onError,
    });
    loops.add(loop);
    return {
      lag: () => lagOf(pool, options.group),
      stop: async () => {
        loops.delete(loop);
        await loop.stop();
      },
    };
  };

  return {
    publish: async (records) => {
      if (records.length === 0) return;
      try {
        await publish(pool, records);
      } catch (error) {
        if (!(pool.ending || isDatabaseUnavailable(error))) throw error;
        throw new BusAway(error instanceof Error ? error.message : String(error), { cause: error });
      }
      for (const loop of loops) loop.wake();
    },
    subscribe,
    oldestKept: (topic, partition) => oldestKept(pool, topic, partition),
    size: sizeOf(pool),
    close: async () => {
      await Promise.all([...loops, ...(pruning ? [pruning] : [])].map((loop) => loop.stop()));
      if (!pool.ending) await pool.end();
    },
  };
};

/** The partition of a key, the same in every process and release. */
const partitionOf = (key: string): number =>
  createHash('sha256').update(key).digest().readUInt32BE(0) % partitions;

const publish = (pool: pg.Pool, records: readonly BusRecord[]): Promise<void> =>
  inTransaction(pool, async (client) => {
    // One at a time, so that the order of sequences is the order of commits.
    await client.query('select pg_advisory_xact_lock($1, 0)', [lockUses.busPublishing]);
    await client.query(
      `insert into bus.event (topic, part, key, headers, value)
       select topic, part, key, headers, value
         from unnest($1::text[], $2::smallint[], $3::text[], $4::jsonb[], $5::bytea[])
              with ordinality as record (topic, part, key, headers, value, ordinal)
        order by ordinal`,
      [
        records.map((record) => record.topic),
        records.map((record) => partitionOf(record.key)),
        records.map((record) => record.key),
        records.map((record) => JSON.stringify(record.headers)),
        records.map((record) => Buffer.from(record.value)),
      ],
    );
  });

/** Takes topic, partition, the last row that was handled and the size of a batch in rows and in bytes; one row always comes. */
export const nextOfPartition = `
  select seq, key, headers, value
    from (select *, row_number() over rising as ordinal, sum(length(value)) over rising as bytes
            from (select seq, key, headers, value from bus.event
                   where topic = $1 and part = $2 and seq > $3 order by seq limit $4) as waiting
          window rising as (order by seq rows unbounded preceding)) as measured
   where bytes <= $5 or ordinal = 1
   order by seq`;

type Waiting = { readonly topic: string; readonly part: number };

/** Hands out at most one batch of each partition that has something; answers whether any had. */
const drainOnce = async (pool: pg.Pool, options: SubscribeOptions): Promise<boolean> => {
  const { group, topics, onError } = options;
  const waiting = await pool.query<Waiting>(
    `select position.topic, position.part
       from bus.position
      where position.grp = $1 and position.topic = any ($2)
        and exists (select from bus.event
                     where event.topic = position.topic and event.part = position.part and event.seq > position.seq)`,
    [group, topics],
  );
  let any = false;
  for (const partition of waiting.rows) {
    try {
      any = (await drainPartition(pool, options, partition)) || any;
    } catch (error) {
      // This partition comes again; the others do not wait for it.
      onError(error);
    }
  }
  return any;
};

/** The position row stays locked while its messages are handled, so no other member of the group takes them meanwhile. */
const drainPartition = (
  pool: pg.Pool,
  { group, handle, batchSize = usualBatchSize }: SubscribeOptions,
  { topic, part }: Waiting,
): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const position = await client.query<{ seq: string }>(
      'select seq from bus.position where grp = $1 and topic = $2 and part = $3 for update skip locked',
      [group, topic, part],
    );
    const from = position.rows[0]?.seq;
    if (from === undefined) return false;
    const batch = await client.query<{
      seq: string;
      key: string;
      headers: Record<string, string>;
      value: Buffer;
    }>(nextOfPartition, [topic, part, from, batchSize, bytesOfBatch]);
    const last = batch.rows.at(-1);
    if (!last) return false;
    await handle(
      batch.rows.map(
        ({ seq, key, headers, value }): Delivery => ({
          topic,
          key,
          headers,
          value,
          partition: part,
          position: seq,
        }),
      ),
    );
    await client.query('update bus.position set seq = $4 where grp = $1 and topic = $2 and part = $3', [
      group,
      topic,
      part,
      last.seq,
    ]);
    return true;
  });

const ensurePositions = async (pool: pg.Pool, group: string, topics: readonly string[]): Promise<void> => {
  await pool.query(
    `insert into bus.position (grp, topic, part)
     select $1, topic, part from unnest($2::text[]) as topic, generate_series(0, $3 - 1) as part
     on conflict do nothing`,
    [group, topics, partitions],
  );
};
