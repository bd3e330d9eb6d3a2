import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pruneOld, pruneSuperseded } from './statements.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('reads through indexes only, in proportion to what it removes', async () => {
  await database.query(
    `insert into bus.event (topic, part, key, headers, value, at)
     select topic, number % 12, 'key ' || number % 20000, '{}', '\\x00', now() - interval '30 days' * (number < 3000)::int
       from generate_series(1, 40000) as number, unnest(array['facts', 'states']) as topic order by number`,
  );
  // As after months of pruning: with a handful of rows the planner would rightly read the whole table.
  await database.query(
    `insert into bus.newest (topic, key, seq) select 'states', 'key ' || number, 0 from generate_series(0, 19999) as number`,
  );
  await database.query('analyze bus.event, bus.newest');
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    for (const [statement, topic] of [
      [pruneOld, 'facts'],
      [pruneSuperseded, 'states'],
    ] as const) {
      await client.query('begin');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, timing off) ${statement}`,
        [topic, 3, '9223372036854775807', 60 * 60, 500],
      );
      await client.query('rollback');
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).not.toMatch(/Seq Scan on (event|newest)/);
      expect(plan).toMatch(/Index Scan using event_of_partition on event/);
      const read = [...plan.matchAll(/ on event.*actual rows=(\d+)/g)].map((match) => Number(match[1]));
      expect(Math.max(...read)).toBeLessThanOrEqual(500);
    }
  } finally {
    await client.end();
  }
});
