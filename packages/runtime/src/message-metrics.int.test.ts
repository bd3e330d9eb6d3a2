import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from './database/database.ts';
import { notesDatabase } from './inbox/ledger-of-notes.fixture.ts';
import { measureMessages } from './message-metrics.ts';
import { createMetrics } from './process/metrics.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await testDatabase('notes');
  database = await notesDatabase(server);
});
afterAll(() => database.close());

it('counts what waits for the relay, for a predecessor and for an operator, and says how old the oldest is', async () => {
  const metrics = createMetrics('test');
  measureMessages(metrics, database);
  await server.query(`
    insert into notes.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, published_at, message)
    select gen_random_uuid(), 't', gen_random_uuid(), 1, 'e', 'a', now() - make_interval(mins => minutes), published, ''
      from (values (90, now()), (60, null::timestamptz), (30, null), (10, null)) as event (minutes, published)`);
  await server.query(`
    insert into notes.inbox_parked (consumer, topic, aggregate_id, sequence, event_id, part, position, headers, value)
    select 'c', 't', gen_random_uuid(), 2, gen_random_uuid(), 0, '1', '{}', '' from generate_series(1, 2)`);
  await server.query(`
    insert into notes.dead_letter (dead_letter_id, consumer, topic, part, position, key, headers, error_class, error, state,
                                   resolved_by, resolved_at, resolution_reason)
    select gen_random_uuid(), 'c', 't', 0, position, 'k', '{}', 'handler', '', state, by, now(), 'r'
      from (values ('1', 'dead', null), ('2', 'replayed', 'kofi'), ('3', 'discarded', 'kofi')) as known (position, state, by)`);

  const text = await metrics.registry.metrics();

  const numberOf = (name: string) =>
    Number(new RegExp(`^${name}{service="test"} (.*)$`, 'm').exec(text)?.[1]);
  expect(numberOf('recoup_outbox_pending')).toBe(3);
  expect(numberOf('recoup_inbox_parked')).toBe(2);
  expect(numberOf('recoup_dead_letters')).toBe(1);
  expect(numberOf('recoup_outbox_oldest_age_seconds')).toBeGreaterThanOrEqual(3_600);
  expect(numberOf('recoup_outbox_oldest_age_seconds')).toBeLessThan(5_400);
  await server.query('truncate notes.outbox, notes.inbox_parked, notes.dead_letter');
});

it('tells Prometheus that the database is away, and shows no number in place of the last one', async () => {
  const metrics = createMetrics('test');
  measureMessages(metrics, database);
  const before = await metrics.registry.metrics();
  expect(before).toContain('recoup_database_up{service="test"} 1');
  expect(before).toContain('recoup_dead_letters{service="test"} 0');

  await server.drop();

  const after = await metrics.registry.metrics();
  expect(after).toContain('recoup_database_up{service="test"} 0');
  expect(after).toContain('recoup_dead_letters{service="test"} Nan');
  expect(after).toContain('process_cpu_seconds_total');
});
