import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { sql } from 'kysely';
import pg from 'pg';
import { expect, it } from 'vitest';
import { deadLettersOf } from '../dead-letters/dead-notes.fixture.ts';
import { consume, consumedTurns } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { consumerOfNotes, listeningToNotes, turned } from './consumer-of-notes.fixture.ts';

const { database, server } = await notesInTest();

/** Computes between two statements for longer than PostgreSQL lets a transaction lie idle. */
const computeTooLong = async () => {
  const [session] = await database.query<{ pid: number }>(sql`
    select pg_backend_pid() as pid, set_config('idle_in_transaction_session_timeout', '50', true)`);
  await eventually(async () =>
    expect(await server.query('select from pg_stat_activity where pid = $1', [session?.pid])).toEqual([]),
  );
  await database.query(sql`select 1`);
};

const meetALock = async () => {
  const holder = new pg.Client({ connectionString: server.adminUrl });
  await holder.connect();
  try {
    await holder.query('begin; lock table notes.note');
    await database.query(sql`set local lock_timeout = 20`);
    await database.query(sql`select from note`);
  } finally {
    await holder.end();
  }
};

const raise = (code: string) => () =>
  database.query(sql.raw(`do $$ begin raise exception using errcode = '${code}'; end $$`));

it.each([
  ['computes too long between two statements', computeTooLong],
  ['always meets a lock', meetALock],
  ['exhausts the memory', raise('53200')],
  ['is too complex a statement', raise('54001')],
  ['always meets a deadlock', raise('40P01')],
])('an event that %s waits for its budget and then becomes a dead letter alone', async (_, exceed) => {
  const [light, heavy] = [randomUUID(), randomUUID()];
  const subscription = listeningToNotes(async (note, turn) => {
    await consume(database, note, turn);
    if (note === heavy) await exceed();
  });
  const consumer = consumerOfNotes(database, subscription, randomUUID(), { budget: { tries: 2, ms: 0 } });
  const batch = [turned(light, 1), turned(heavy, 1)];

  await expect(consumer.handle(batch)).rejects.toThrow();
  expect(await consumedTurns(database, light)).toEqual([1]);
  expect(await deadLettersOf(database, heavy)).toEqual([]);

  await consumer.handle(batch);

  expect(await consumedTurns(database, light)).toEqual([1]);
  expect(await consumedTurns(database, heavy)).toEqual([]);
  expect(await deadLettersOf(database, heavy)).toMatchObject([{ errorClass: 'limit' }]);
});

it('an event that exceeds a limit at times only is taken in', async () => {
  const note = randomUUID();
  let tries = 0;
  const subscription = listeningToNotes(async (noteId, turn) => {
    tries += 1;
    if (tries < 3) await raise('53200')();
    await consume(database, noteId, turn);
  });
  const consumer = consumerOfNotes(database, subscription, randomUUID(), { budget: { tries: 5, ms: 0 } });
  await expect(consumer.handle([turned(note, 1)])).rejects.toThrow();
  await consumer.handle([turned(note, 1)]);
  expect(await consumedTurns(database, note)).toEqual([1]);
  expect(await deadLettersOf(database, note)).toEqual([]);
});
