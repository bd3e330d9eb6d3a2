import type pg from 'pg';
import type { BusAccess } from '../access.ts';
import type { TopicRetention } from '../retention.ts';
import { busFunctions } from './functions.ts';
import { busTables } from './schema.ts';

/** Makes the tables and functions of the bus, or brings the functions in line. Whoever is signed in becomes their owner. */
export const provisionBus = async (
  client: pg.Client,
  retention: readonly TopicRetention[],
): Promise<void> => {
  for (const statement of [...busTables, ...busFunctions]) await client.query(statement);
  await client.query('delete from bus.retention where topic <> all ($1)', [
    retention.map(({ topic }) => topic),
  ]);
  await client.query(
    `insert into bus.retention (topic, days) select * from unnest($1::text[], $2::int[])
         on conflict (topic) do update set days = excluded.days`,
    [
      retention.map(({ topic }) => topic),
      retention.map(({ keep }) => (keep === 'newest' ? null : keep.days)),
    ],
  );
};

/** Lets a role do on the bus exactly what its access says. */
export const grantBusAccess = async (
  client: pg.Client,
  role: string,
  { user, writes, reads, groups = [] }: BusAccess,
): Promise<void> => {
  await client.query('delete from bus.writer where role = $1', [role]);
  await client.query('delete from bus.reader where role = $1', [role]);
  await client.query('insert into bus.writer (role, topic) select $1, unnest($2::text[])', [role, writes]);
  await client.query(
    `insert into bus.reader (role, grp, topic)
     select $1, grp, topic from unnest($2::text[]) as grp, unnest($3::text[]) as topic`,
    [role, [user, ...groups], reads],
  );
};
