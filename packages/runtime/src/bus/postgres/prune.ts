import type pg from 'pg';

const usualBatchSize = 5_000;

/**
 * Has the bus remove what nobody needs any more, at most one batch of each partition, each a short transaction of its own: events older
 * than their topic's days, and on compacted topics those that a newer one of their key has replaced; never one that a group which has
 * ever joined has still to read. Answers whether there may be more. Of several pruners one works at a time and the others answer at once.
 */
export const pruneOnce = async (pool: pg.Pool, batchSize = usualBatchSize): Promise<boolean> => {
  let more = false;
  const due = await pool.query<{ topic: string; part: number }>('select topic, part from bus.prunable()');
  for (const { topic, part } of due.rows) {
    const { rows } = await pool.query<{ pruned: number | null }>('select bus.prune($1, $2, $3) as pruned', [
      topic,
      part,
      batchSize,
    ]);
    for (const { pruned } of rows) {
      if (pruned === null) return false;
      if (pruned === batchSize) more = true;
    }
  }
  return more;
};
