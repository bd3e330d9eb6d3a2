import { createHash } from 'node:crypto';
import pg from 'pg';
import { sessionSettings } from '../../database/session.ts';
import { sqlStateOf } from '../../database/sql-state.ts';
import { isDatabaseUnavailable } from '../../database/unavailable.ts';
import { type Loop, startLoop } from '../../process/loop.ts';
import {
  type Bus,
  BusAway,
  type BusRecord,
  type BusSubscription,
  type Lead,
  LeadLost,
  type SubscribeOptions,
  TopicRefused,
} from '../bus.ts';
import { partitions } from '../partitions.ts';
import { drainGroup } from './drain-group.ts';
import { leadLost } from './functions.ts';
import { lagOf, sizeOf } from './measures.ts';
import { oldestKept } from './oldest-kept.ts';
import { pruneOnce } from './prune.ts';

export type PostgresBusOptions = {
  readonly url: string;
  readonly pollMs?: number;
  readonly poolSize?: number;
  /** After this without an answer a connection is given up; by itself longer than the server lets a statement run. */
  readonly answerWithinMs?: number;
  readonly onError?: (error: unknown) => void;
  /** Without it this process prunes nothing. */
  readonly pruning?: {
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
  answerWithinMs,
  onError,
  pruning,
}: PostgresBusOptions): Bus => {
  const pool = new pg.Pool({
    ...sessionSettings(url, 'bus', 'recoup-bus'),
    ...(answerWithinMs === undefined ? {} : { query_timeout: answerWithinMs }),
    max: poolSize,
  });
  // A connection that is lost while all are being closed is nothing to tell anybody.
  pool.on('error', (error) => {
    if (!pool.ending) onError?.(error);
  });
  // The pool does not listen to a client that it has given out. When one is lost between two queries the next query tells it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const loops = new Set<Loop>();
  const prunedListeners = new Set<() => void>();
  const pruner =
    pruning &&
    startLoop({
      everyMs: pruning.everyMs ?? pruneEveryMs,
      errorPauseMs: pruning.everyMs ?? pruneEveryMs,
      pausesFirst: true,
      round: async () => {
        const more = await pruneOnce(pool);
        for (const listener of prunedListeners) listener();
        return more;
      },
      onError: pruning.onError,
    });

  const subscribe = async (options: SubscribeOptions): Promise<BusSubscription> => {
    await pool.query('select bus.join_group($1, $2)', [options.group, options.topics]);
    const draining = drainGroup(pool, options, () => loop.wake());
    const loop = startLoop({ everyMs: pollMs, round: draining.round, onError: options.onError });
    loops.add(loop);
    return {
      lag: () => lagOf(pool, options.group, options.topics),
      stop: async () => {
        loops.delete(loop);
        await loop.stop();
        await draining.ended();
      },
    };
  };

  return {
    publish: async (records, lead) => {
      if (records.length === 0) return;
      await publish(pool, records, lead).catch((error: unknown) => {
        throw pool.ending ? new BusAway('the bus is closed', { cause: error }) : refusalOf(error);
      });
      for (const loop of loops) loop.wake();
    },
    takeLead: async (outbox) => {
      const taken = await pool
        .query<{ epoch: string }>('select bus.take_lead($1) as epoch', [outbox])
        .catch((error: unknown) => {
          throw refusalOf(error);
        });
      return { outbox, epoch: taken.rows[0]?.epoch ?? '' };
    },
    subscribe,
    oldestKept: (topic, partition) => oldestKept(pool, topic, partition),
    size: sizeOf(pool),
    ...(pruner ? { whenPruned: (listener) => void prunedListeners.add(listener) } : {}),
    close: async () => {
      await Promise.all([...loops, ...(pruner ? [pruner] : [])].map((loop) => loop.stop()));
      if (!pool.ending) await pool.end();
    },
  };
};

/** The partition of a key, the same in every process and release. */
const partitionOf = (key: string): number =>
  createHash('sha256').update(key).digest().readUInt32BE(0) % partitions;

/** In one statement, so that a process which stands still between two can never keep the others from publishing. */
const publish = async (pool: pg.Pool, records: readonly BusRecord[], lead?: Lead): Promise<void> => {
  await pool.query('select bus.publish($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    records.map((record) => record.topic),
    records.map((record) => partitionOf(record.key)),
    records.map((record) => record.key),
    records.map((record) => JSON.stringify(record.headers)),
    records.map((record) => record.value.byteLength),
    Buffer.concat(records.map((record) => record.value)),
    records.map((record) => record.sequence ?? 0),
    lead?.outbox,
    lead?.epoch,
  ]);
};

const notPermitted = '42501';

/** What a failed statement means to a relay. */
const refusalOf = (error: unknown): unknown => {
  const text = error instanceof Error ? error.message : String(error);
  if (isDatabaseUnavailable(error)) return new BusAway(text, { cause: error });
  if (sqlStateOf(error) === leadLost) return new LeadLost(text, { cause: error });
  return sqlStateOf(error) === notPermitted ? new TopicRefused(text, { cause: error }) : error;
};
