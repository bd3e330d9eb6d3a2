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
