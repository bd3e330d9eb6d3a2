import { eventually } from '@recoup/testkit/eventually';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notesDatabase } from '../inbox/ledger-of-notes.fixture.ts';
import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import { type CheckSession, openCheckSession } from './check-session.ts';
import { startInvariantWatch } from './invariant-watch.ts';
import { checkInvariants, type Invariant } from './invariants.ts';

let server: TestDatabase;
let checking: CheckSession;
beforeAll(async () => {
  server = await testDatabase('notes');
  await (await notesDatabase(server)).close();
  checking = openCheckSession(server.runtimeUrl('notes'), 'notes', () => undefined);
});
afterAll(async () => {
  await checking.close();
  await server.drop();
});

const holds: Invariant = {
  id: 'holds',
  sentence: 'nothing is wrong',
  violations: sql`select '' as what where false`,
};
const violated: Invariant = {
  id: 'violated',
  sentence: 'two are wrong',
  violations: sql`select * from (values ('one'), ('two')) as found (what)`,
};
const unaskable: Invariant = {
  id: 'unaskable',
  sentence: 'cannot be asked',
  violations: sql`select what from nowhere`,
};

it('has one session, which may take as long as questions about whole tables take', async () => {
  const [session] = await checking.query(sql`
    select setting from pg_settings where name = 'statement_timeout'`);
  expect(session).toEqual({ setting: '300000' });
  await Promise.all([1, 2, 3].map(() => checking.query(sql`select pg_sleep(0.05)`)));
  expect(
    await server.query(
      `select count(*)::int as sessions from pg_stat_activity where application_name = 'recoup-checks-notes'`,
    ),
  ).toEqual([{ sessions: 1 }]);
});

it('asks every invariant although one cannot be asked', async () => {
  const checked = await checkInvariants(checking, [unaskable, violated, holds]);
  expect(checked).toMatchObject([
    { id: 'unaskable', violations: null, examples: [] },
    { id: 'violated', violations: 2, examples: ['one', 'two'] },
    { id: 'holds', violations: 0, examples: [] },
  ]);
});

it('shows no number of an invariant that cannot be asked any more, and since when each is unasked', async () => {
  const metrics = createMetrics('test');
  const answers = [
    { id: 'holds', sentence: '', violations: 0, examples: [] },
    { id: 'holds', sentence: '', violations: null, examples: [], error: new Error('canceling statement') },
    { id: 'unaskable', sentence: '', violations: null, examples: [], error: new Error('no such table') },
  ];
  const askedAt = async (id: string) => {
    const { values } = await metrics.dutyLastDone.get();
    return values.find(({ labels }) => labels.duty === `invariant ${id}`)?.value ?? Number.NaN;
  };
  const started = Date.now() / 1000;
  const watch = startInvariantWatch({
    invariants: [holds, unaskable],
    check: async () => answers.splice(0, 1),
    metrics,
    logger: createLogger('test', 'silent'),
    everyMs: 50,
  });
  const neverAsked = await askedAt('unaskable');
  expect(neverAsked).toBeGreaterThanOrEqual(started);
  await eventually(async () => expect(await askedAt('holds')).toBeGreaterThan(neverAsked));
  const asked = await askedAt('holds');
  await eventually(async () => expect(answers).toEqual([]));
  await watch.stop();

  const text = await metrics.registry.metrics();
  expect(text).toContain('recoup_invariant_violations{invariant="holds",service="test"} Nan');
  expect([await askedAt('holds'), await askedAt('unaskable')]).toEqual([asked, neverAsked]);
});
