import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nextOfPartition } from '../bus/postgres/statements.ts';
import { notesDatabase } from '../inbox/ledger-of-notes.fixture.ts';
import { markSent } from './relay.ts';
import { nextToSend } from './sending/next-batch.ts';

let server: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  server = await testDatabase('notes');
  const database = await notesDatabase(server);
  await database.close();
  client = new pg.Client({ connectionString: server.runtimeUrl('notes') });
  await client.connect();
  await client.query(
    `insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message, published_at)
     select gen_random_uuid(), 'recoup.notes.v' || number % 2, md5((number / 20)::text)::uuid, number % 20 + 1,
            'recoup.note.turned.v1', 'ann', now(), 'a note', case when number <= 19000 then now() end
       from generate_series(1, 20000) as number`,
  );
  await server.query('analyze notes.outbox');
});
afterAll(async () => {
  await client.end();
  await server.drop();
});

type PlanRow = { readonly 'QUERY PLAN': string };
const textOf = (rows: readonly PlanRow[]): string => rows.map((row) => row['QUERY PLAN']).join('\n');
const plan = async (statement: string, values: readonly unknown[]): Promise<string> =>
  textOf((await client.query<PlanRow>(`explain ${statement}`, [...values])).rows);

it('finds what is to be sent by the index that is as small as the backlog', async () => {
  const found = await plan(nextToSend, [500, 8_000_000, ['recoup.held.v1'], [randomUUID()]]);
  expect(found).toContain('Index Scan using outbox_unpublished');
  expect(found).not.toContain('Sort');
});

it('finds what a group has still to take of a partition by an index, in order', async () => {
  await server.query(
    `insert into bus.event (topic, part, key, headers, value)
     select 'recoup.notes.v' || number % 2, number % 12, 'key', '{}', 'a note' from generate_series(1, 20000) as number`,
  );
  await server.query('analyze bus.event');
  const found = textOf(
    await server.query<PlanRow>(`explain ${nextOfPartition}`, ['recoup.notes.v1', 3, 19_000, 500, 8_000_000]),
  );
  expect(found).toMatch(/Index Scan using event_(of_partition|pkey)/);
  expect(found).not.toContain('Sort');
});

it('marks what was sent by an index', async () => {
  const sent = Array.from({ length: 500 }, (_, index) => 19_001 + index);
  expect(await plan(markSent, [sent])).toMatch(/Index Scan using outbox_(unpublished|pkey)/);
});

it('pages through the archive by the number of events', async () => {
  expect(await plan('select message from outbox where id > $1 order by id limit 51', [9_000])).toContain(
    'Index Scan using outbox_pkey',
  );
});

it('finds the events of one aggregate by the rule that numbers them', async () => {
  const { rows } = await client.query<{ id: string }>('select aggregate_id as id from outbox where id = 777');
  const found = await plan(
    'select message from outbox where id > $1 and topic = any ($2) and aggregate_id = $3 order by id limit 51',
    [0, ['recoup.notes.v0', 'recoup.notes.v1'], rows[0]?.id],
  );
  expect(found).toContain('outbox_one_event_per_sequence');
});
