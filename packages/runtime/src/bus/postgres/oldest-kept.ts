import type pg from 'pg';
import type { OldestKept } from '../bus.ts';

/** What lies at the beginning of a partition. The pruner notes it before it removes anything. */
export const oldestKept = async (pool: pg.Pool, topic: string, partition: number): Promise<OldestKept> => {
  const { rows } = await pool.query<{ position: string | null; shortened: boolean }>(
    `select (select seq from bus.event where topic = $1 and part = $2 order by seq limit 1) as position,
            exists (select from bus.pruned where topic = $1 and part = $2) as shortened`,
    [topic, partition],
  );
  const [found] = rows;
  return { position: found?.position ?? undefined, isFirst: found?.shortened !== true };
};
