import { expect, it } from 'vitest';
import { FourEyes } from '../../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import { agreeOnClock } from './agree-on-clock.ts';

const { database, server } = await notesInTest(2, [FourEyes]);
const MIGRATION_DATABASE_URL = server.ownerUrl('notes');
const clock = () =>
  server.query(`select ahead_at_most > '0' as movable, business_date::text as day from notes.decision_clock`);

it('the owner says whether the clock can be put ahead, and on which day the business date is fixed', async () => {
  expect(await clock()).toEqual([{ movable: false, day: null }]);
  await agreeOnClock({ MIGRATION_DATABASE_URL, CLOCK_FILE: 'clock', BUSINESS_DATE: '2026-03-31' }, database);
  expect(await clock()).toEqual([{ movable: true, day: '2026-03-31' }]);
  await agreeOnClock({ MIGRATION_DATABASE_URL }, database);
  expect(await clock()).toEqual([{ movable: false, day: null }]);
});

it('a service that is not the owner begins only where both say the same', async () => {
  const [fixed, moved] = [{ BUSINESS_DATE: '2026-03-31' }, { CLOCK_FILE: 'clock' }];
  await agreeOnClock({}, database);
  await expect(agreeOnClock(fixed, database)).rejects.toThrow(/BUSINESS_DATE or CLOCK_FILE differ/);
  await expect(agreeOnClock(moved, database)).rejects.toThrow(/BUSINESS_DATE or CLOCK_FILE differ/);
  await agreeOnClock({ ...fixed, MIGRATION_DATABASE_URL }, database);
  await agreeOnClock(fixed, database);
  await expect(agreeOnClock({}, database)).rejects.toThrow(/Start the service once/);
});
