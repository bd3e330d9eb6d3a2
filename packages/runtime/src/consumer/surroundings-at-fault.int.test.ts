import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { deadLettersOf } from '../dead-letters/dead-notes.fixture.ts';
import { consume, consumedTurns } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { runtimeRole } from '../provision.ts';
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
) => {
  const note = randomUUID();
  const consumer = consumerOfNotes(database, listeningToNotes(apply));
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
  await database.query(sql`select 1`);
  await brokenAndMended(
    {
      error: 'password authentication failed',
      begin: () => server.query(`alter role ${role} password 'rotated'`),
      end: () => server.query(`alter role ${role} password 'runtime-of-a-test'`),
    },
    async (note, turn) => {
      await database.outsideTransaction(() => database.query(sql`select 1`));
      await consume(database, note, turn);
    },
  );
});
