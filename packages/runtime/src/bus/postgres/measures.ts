import type pg from 'pg';
import type { BusSize } from '../bus.ts';

/** Messages that a group has still to take. */
export const lagOf = async (pool: pg.Pool, group: string, topics: readonly string[]): Promise<number> => {
  const answer = await pool.query<{ lag: string }>('select bus.lag($1, $2) as lag', [group, topics]);
  return Number(answer.rows[0]?.lag ?? 0);
};

export const sizeOf = (pool: pg.Pool): BusSize => ({
  bytes: async () => {
    const answer = await pool.query<{ bytes: string }>(`select pg_total_relation_size('bus.event') as bytes`);
    return Number(answer.rows[0]?.bytes ?? 0);
  },
  oldestUnreadSeconds: async () => {
    const answer = await pool.query<{ grp: string; seconds: number }>(
      'select grp, seconds from bus.oldest_unread()',
    );
    return new Map(answer.rows.map(({ grp, seconds }) => [grp, seconds]));
  },
});
