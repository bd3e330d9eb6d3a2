import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '../database/database.ts';
import { runtimeRole } from '../database/tables/roles.ts';
import { deadLettersOf } from '../dead-letters/dead-notes.fixture.ts';
import { consume, consumedTurns } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { consumerOfNotes, listeningToNotes, turned } from './consumer-of-notes.fixture.ts';

const { database, server } = await notesInTest();
const role = runtimeRole('notes');

/** Breaks the surroundings while one event is taken in, mends them, and takes it in again. */
const brokenAndMended = async (
  fault: {
    readonly error: string;
    readonly begin: () => Promise<unknown>;
    readonly end: () => Promise<unknown>;
  },
  apply = (note: string, turn: number) => consume(database, note, turn),
  consuming = database,
) => {
  const note = randomUUID();
  const consumer = consumerOfNotes(consuming, listeningToNotes(apply));
  const batch = [turned(note, 1), turned(note, 2)];
  await fault.begin();
  try {
    await expect(consumer.handle(batch)).rejects.toThrow(fault.error);
  } finally {
    await fault.end();
  }
  expect(await deadLettersOf(database, note)).toEqual([]);

  await consumer.handle(batch);

  expect(await consumedTurns(database, note)).toEqual([1, 2]);
};

it('no event is at fault when a grant is missing', () =>
  brokenAndMended({
    error: 'permission denied',
    begin: () => server.query(`revoke insert on notes.consumed from ${role}`),
    end: () => server.query(`grant insert on notes.consumed to ${role}`),
  }));

it('no event is at fault when a migration is missing', () =>
  brokenAndMended({
    error: 'does not exist',
    begin: () => server.query('alter table notes.consumed rename column turn to turned'),
    end: () => server.query('alter table notes.consumed rename column turned to turn'),
  }));

it('no event is at fault when the pool still reaches a primary that was demoted', async () => {
  let demoted = true;
  await brokenAndMended(
    {
      error: 'read-only transaction',
      begin: async () => undefined,
      end: async () => {
        demoted = false;
      },
    },
    async (note, turn) => {
      if (demoted) await database.query(sql`set local transaction_read_only = on`);
      await consume(database, note, turn);
    },
  );
});

it('no event is at fault when the password was rotated, which old connections survive and new ones do not', async () => {
  // A login of its own: all tests share the roles of their server.
  const login = `rotating_${randomUUID().slice(0, 8)}`;
  await server.query(`create role ${login} login password 'first' in role ${role}`);
  await server.query(`alter role ${login} set search_path = notes`);
  const url = new URL(server.runtimeUrl('notes'));
  [url.username, url.password] = [login, 'first'];
  const rotating = await openDatabase({ url: url.href, schema: 'notes', migrations: [] });
  try {
    await rotating.query(sql`select 1`);
    await brokenAndMended(
      {
        error: 'password authentication failed',
        begin: () => server.query(`alter role ${login} password 'rotated'`),
        end: () => server.query(`alter role ${login} password 'first'`),
      },
      async (note, turn) => {
        await rotating.outsideTransaction(() => rotating.query(sql`select 1`));
        await consume(rotating, note, turn);
      },
      rotating,
    );
  } finally {
    await rotating.close();
    await server.query(`drop owned by ${login}`);
    await server.query(`drop role ${login}`);
  }
});
