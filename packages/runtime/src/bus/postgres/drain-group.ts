import type pg from 'pg';
import { inTransaction } from '../../database/pg-transaction.ts';
import type { Delivery, SubscribeOptions } from '../bus.ts';

const usualBatchSize = 500;
/** What a group is handed at once, whatever the number of its messages. */
const bytesOfBatch = 8_000_000;
/** As many as on Kafka; long work goes alone. */
const partitionsAtOnce = 3;

type Waiting = { readonly topic: string; readonly part: number };

export type Draining = {
  /** Begins with partitions that wait, as many as may be under way, and does not wait for them. */
  readonly round: () => Promise<boolean>;
  /** Resolves when nothing is under way. */
  readonly ended: () => Promise<void>;
};

/** Hands out what waits for a group, a batch of a partition at a time, some partitions side by side: a slow one delays no other. */
export const drainGroup = (pool: pg.Pool, options: SubscribeOptions, onTaken: () => void): Draining => {
  const { group, topics, batchSize, onError } = options;
  const atOnce = batchSize === 1 ? 1 : partitionsAtOnce;
  const busy = new Map<string, Promise<void>>();
  /** When each partition was last begun with, in turns, so that none is always the last. */
  const turns = new Map<string, number>();
  let turn = 0;
  const nameOf = ({ topic, part }: Waiting) => `${topic} ${part}`;
  const turnOf = (one: Waiting) => turns.get(nameOf(one)) ?? 0;

  const drain = async (partition: Waiting): Promise<void> => {
    try {
      const taken = await drainPartition(pool, options, partition);
      busy.delete(nameOf(partition));
      if (taken) onTaken();
    } catch (error) {
      // This partition comes again; the others do not wait for it.
      busy.delete(nameOf(partition));
      onError(error);
    }
  };
  return {
    round: async () => {
      if (busy.size >= atOnce) return false;
      const { rows } = await pool.query<Waiting>('select topic, part from bus.waiting($1, $2)', [
        group,
        topics,
      ]);
      const idle = rows.filter((one) => !busy.has(nameOf(one))).sort((a, b) => turnOf(a) - turnOf(b));
      for (const partition of idle.slice(0, atOnce - busy.size)) {
        turn += 1;
        turns.set(nameOf(partition), turn);
        busy.set(nameOf(partition), drain(partition));
      }
      return false;
    },
    ended: async () => {
      await Promise.all(busy.values());
    },
  };
};

/** The position stays locked while its messages are handled, so no other member of the group takes them meanwhile. */
const drainPartition = (
  pool: pg.Pool,
  { group, handle, batchSize = usualBatchSize }: SubscribeOptions,
  { topic, part }: Waiting,
): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const batch = await client.query<{
      seq: string;
      key: string;
      headers: Record<string, string>;
      value: Buffer;
    }>('select seq, key, headers, value from bus.take($1, $2, $3, $4, $5)', [
      group,
      topic,
      part,
      batchSize,
      bytesOfBatch,
    ]);
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
    await client.query('select bus.advance($1, $2, $3, $4)', [group, topic, part, last.seq]);
    return true;
  });
