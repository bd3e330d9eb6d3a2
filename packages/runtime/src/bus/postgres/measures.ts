import type pg from 'pg';
import type { BusSize } from '../bus.ts';

/** Messages that a group has still to take. */
export const lagOf = async (pool: pg.Pool, group: string): Promise<number> => {
  const answer = await pool.query<{ lag: string }>(
    `select count(*) as lag
       from bus.position
       join bus.event on event.topic = position.topic and event.part = position.part and event.seq > position.seq
      where position.grp = $1`,
    [group],
  );
  return Number(answer.rows[0]?.lag ?? 0);
};

export const sizeOf = (pool: pg.Pool): BusSize => ({
  bytes: async () => {
    const answer = await pool.query<{ bytes: string }>(`select pg_total_relation_size('bus.event') as bytes`);
    return Number(answer.rows[0]?.bytes ?? 0);
  },
  // One look at an index for each position; it never counts rows.
  oldestUnreadSeconds: async () => {
    const answer = await pool.query<{ grp: string; seconds: number }>(
      `select position.grp, coalesce(max(extract(epoch from now() - first.at)), 0)::float8 as seconds
         from bus.position
         left join lateral (select event.at from bus.event
                             where (topic, part, seq) > (position.topic, position.part, position.seq)
                               and (topic, part) <= (position.topic, position.part)
                             order by topic, part, seq limit 1) as first on true
        group by position.grp`,
    );
    return new Map(answer.rows.map(({ grp, seconds }) => [grp, seconds]));
  },
});
