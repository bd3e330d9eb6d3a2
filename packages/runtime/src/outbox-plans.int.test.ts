import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notesDatabase } from './ledger-of-notes.fixture.ts';
import { markSent, nextToSend } from './outbox-relay.ts';

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

const plan = async (statement: string, values: readonly unknown[]): Promise<string> => {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${statement}`, [...values]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
};

it('finds what is to be sent by the index that is as small as the backlog', async () => {
  expect(await plan(nextToSend, [500])).toContain('Index Scan using outbox_unpublished');
});

it('marks what was sent by an index', async () => {
  const sent = Array.from({ length: 500 }, (_, place) => 19_001 + place);
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
