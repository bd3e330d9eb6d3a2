import { brokenBy } from '@recoup/testkit/planted-violation';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notesDatabase } from '../inbox/ledger-of-notes.fixture.ts';
import { messagingInvariants } from './invariants.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await testDatabase('notes');
  const database = await notesDatabase(server);
  await database.close();
});
afterAll(() => server.drop());

const anEvent = (sequence: number, occurred: string, published: string) => `
  insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message, published_at)
  values (gen_random_uuid(), 'recoup.notes.v1', '00000000-0000-7000-8000-000000000001', ${sequence},
          'recoup.note.turned.v1', 'test', ${occurred}, '', ${published})`;

const planted: Readonly<Record<string, string>> = {
  I18: anEvent(2, 'now()', 'now()'),
  'I16-outbox': anEvent(1, "now() - interval '61 seconds'", 'null'),
  'I16-parked': `
    insert into inbox_parked (consumer, topic, aggregate_id, sequence, event_id, part, position, headers, value, parked_at)
    values ('notes', 'recoup.notes.v1', gen_random_uuid(), 2, gen_random_uuid(), 0, '1', '{}', '',
            now() - interval '61 seconds')`,
  I19: `
    insert into dead_letter (dead_letter_id, consumer, topic, part, position, key, headers, error_class, error)
    values (gen_random_uuid(), 'notes', 'recoup.notes.v1', 0, '1', 'key', '{}', 'handler', 'TypeError: x')`,
};

it('every promise about messages is broken on purpose here', () => {
  expect(Object.keys(planted)).toEqual(messagingInvariants.map(({ id }) => id));
});

it('no promise about messages is broken while nothing is planted, also not by an event of this minute', async () => {
  const young = [anEvent(1, "now() - interval '59 seconds'", 'null')];
  expect(await brokenBy(server, 'notes', messagingInvariants, young)).toEqual([]);
});

it.each(Object.entries(planted))('%s, and nothing else, shows when it is broken', async (id, statement) => {
  expect(await brokenBy(server, 'notes', messagingInvariants, [statement])).toEqual([id]);
});
