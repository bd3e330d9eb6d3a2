import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { NoteTurnedV1 } from './ledger-of-notes.fixture.ts';
import { notesInTest } from './notes-in-test.fixture.ts';
import { inTurn, isParked, type ParkedEvent } from './parked-events.ts';

const { database, server } = await notesInTest();
const { topic } = NoteTurnedV1;
const parked: ParkedEvent = { subject: randomUUID(), sequence: 7, id: randomUUID() };

/** After a bad release: 500 aggregates with a dead letter each, and forty events behind every one. */
beforeAll(async () => {
  await server.query(
    `insert into notes.inbox_parked (consumer, topic, aggregate_id, sequence, event_id, part, position, headers, value)
     select 'listener', $1, md5((number / 40)::text)::uuid, number % 40 + 3, gen_random_uuid(), 0, number, '{}', 'a note'
       from generate_series(0, 19999) as number`,
    [topic],
  );
  await server.query(
    `insert into notes.inbox_version (consumer, topic, aggregate_id, sequence)
     select distinct consumer, topic, aggregate_id, 1 from notes.inbox_parked`,
  );
  await server.query('analyze notes.inbox_parked');
  await server.query('analyze notes.inbox_version');
});

const plan = async (statement: RawBuilder<unknown>): Promise<string> => {
  const rows = await database.query<{ 'QUERY PLAN': string }>(sql`explain ${statement}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
};

it('takes a parked event out by its key, however many others are parked', async () => {
  const found = await plan(sql`delete from inbox_parked where ${isParked('listener', topic, parked)}`);
  expect(found).toContain('Index Scan using inbox_parked_pkey');
  expect(found).toMatch(/Index Cond: .*sequence = 7/);
});

it('finds what follows one aggregate without a look at the others', async () => {
  const found = await plan(inTurn('listener', topic, { among: [parked.subject] }));
  expect(found).toContain('inbox_parked_pkey');
  expect(found).not.toContain('Seq Scan on inbox_parked');
});
