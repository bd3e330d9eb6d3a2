import type pg from 'pg';
import type { OldestKept } from '../bus.ts';

/** What lies at the beginning of a partition. The pruner notes it before it removes anything. */
export const oldestKept = async (pool: pg.Pool, topic: string, partition: number): Promise<OldestKept> => {
  const { rows } = await pool.query<{ position: string | null; shortened: boolean }>(
    'select seq as position, shortened from bus.oldest_kept($1, $2)',
    [topic, partition],
  );
  const [found] = rows;
  return { position: found?.position ?? undefined, isFirst: found?.shortened !== true };
};
