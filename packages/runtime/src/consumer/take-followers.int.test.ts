import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Bus } from '../bus/bus.ts';
import { deadLettersOf, oneDeadLetterOf } from '../dead-letters/dead-notes.fixture.ts';
import { consume, consumedTurns } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { consumerOfNotes, listeningToNotes, turned } from './consumer-of-notes.fixture.ts';

const { database } = await notesInTest();
const order = { operator: 'operator-1', reason: 'made by a faulty release' };

/** Fails at some turns of its notes: by the time they take, by a mistake in code, or by a missing grant. */
const consumerFailing = (
  failing: Map<number, 'slow' | 'mistaken' | 'not granted'>,
  others: Parameters<typeof consumerOfNotes>[3] = {},
  group: string = randomUUID(),
) => {
  const subscription = listeningToNotes(async (note, turn) => {
    await consume(database, note, turn);
    const how = failing.get(turn);
    if (how === 'mistaken') throw new RangeError(`turn ${turn} is out of range`);
    if (how === 'not granted') await database.query(sql`select from pg_authid`);
    if (how === 'slow') await database.query(sql`set local statement_timeout = 50`);
    if (how === 'slow') await database.query(sql`select pg_sleep(1)`);
  });
  return consumerOfNotes(database, subscription, group, others);
};
const parkedOf = (note: string) =>
  database.query<{ sequence: number }>(
    sql`select sequence from inbox_parked where aggregate_id = ${note} order by 1`,
  );

describe('a follower that takes too long', () => {
  it('is charged to itself: its predecessor is taken in, and it alone becomes a dead letter in the end', async () => {
    const note = randomUUID();
    const head = turned(note, 1);
    const consumer = consumerFailing(new Map([[2, 'slow']]), { budget: { tries: 2, ms: 0 } });
    await consumer.handle([turned(note, 2), turned(note, 3)]);

    await consumer.handle([head]);
    expect(await consumedTurns(database, note)).toEqual([1]);
    expect(await parkedOf(note)).toEqual([{ sequence: 2 }, { sequence: 3 }]);
    expect(await deadLettersOf(database, note)).toEqual([]);

    await consumer.handle([head]);
    expect(await consumedTurns(database, note)).toEqual([1]);
    expect(await deadLettersOf(database, note)).toMatchObject([{ errorClass: 'limit', waiting: 1 }]);
    expect(await parkedOf(note)).toEqual([{ sequence: 3 }]);
  });

  it.each(['replay', 'discard'] as const)('hinders no %s of its predecessor', async (action) => {
    const note = randomUUID();
    const failing = new Map<number, 'slow' | 'mistaken'>([
      [1, 'mistaken'],
      [2, 'slow'],
    ]);
    const consumer = consumerFailing(failing);
    await consumer.handle([turned(note, 1), turned(note, 2)]);
    const head = await oneDeadLetterOf(database, note);
    failing.delete(1);

    const answer = await database.transaction(() => consumer[action](head, order));

    expect(answer).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual(action === 'replay' ? [1] : []);
    expect(await deadLettersOf(database, note)).toEqual([]);
    expect(await parkedOf(note)).toEqual([{ sequence: 2 }]);
  });
});

it('a follower that waits for a grant takes nothing back of those before it', async () => {
  const note = randomUUID();
  const failing = new Map<number, 'not granted'>([[3, 'not granted']]);
  const consumer = consumerFailing(failing);
  await consumer.handle([turned(note, 2), turned(note, 3), turned(note, 4)]);
  const head = turned(note, 1);

  await consumer.handle([head]);
  expect(await consumedTurns(database, note)).toEqual([1, 2]);
  expect(await deadLettersOf(database, note)).toEqual([]);

  failing.clear();
  await consumer.handle([head]);
  expect(await consumedTurns(database, note)).toEqual([1, 2, 3, 4]);
});

it('followers of many aggregates that fail alike stay parked after a few, and each look at them ends with the first', async () => {
  const failing = new Map<number, 'mistaken'>([[2, 'mistaken']]);
  const consumer = consumerFailing(failing, { failingAggregatesMax: 3 });
  const notes = Array.from({ length: 8 }, () => randomUUID());
  await consumer.handle(notes.map((note) => turned(note, 2)));
  const heads = notes.map((note) => turned(note, 1));

  await consumer.handle(heads);
  await consumer.handle(heads);
  const dead = (await Promise.all(notes.map((note) => deadLettersOf(database, note)))).flat();
  expect(dead).toHaveLength(2);
  for (const note of notes) expect(await consumedTurns(database, note)).toEqual([1]);

  failing.clear();
  await consumer.handle(heads);
  const consumed = await Promise.all(notes.map((note) => consumedTurns(database, note)));
  expect(consumed.filter((turns) => turns.length === 2)).toHaveLength(6);
});

it('a long chain is cut: a request takes along a part of it, and the rest follows in transactions of its own', async () => {
  const note = randomUUID();
  const failing = new Map<number, 'mistaken'>([[1, 'mistaken']]);
  const consumer = consumerFailing(failing);
  const turns = Array.from({ length: 250 }, (_, index) => index + 1);
  await consumer.handle(turns.map((turn) => turned(note, turn)));
  const head = await oneDeadLetterOf(database, note);
  failing.clear();

  await database.transaction(() => consumer.replay(head, order));
  expect(await consumedTurns(database, note)).toEqual(turns.slice(0, 101));

  await consumer.handle([turned(note, 251)]);
  expect(await consumedTurns(database, note)).toEqual([...turns, 251]);
});

describe('what a process left behind when it ended after a predecessor was committed', () => {
  const leftBehind = async (group: string) => {
    const note = randomUUID();
    await consumerFailing(new Map(), {}, group).handle([turned(note, 2)]);
    await database.query(sql`
      update inbox_version set sequence = 1 where consumer = ${group} and aggregate_id = ${note}`);
    return note;
  };

  it('follows when the predecessor comes again', async () => {
    const group = randomUUID();
    const note = await leftBehind(group);
    const head = turned(note, 1);
    await database.query(sql`insert into inbox (consumer, event_id) values
      (${group}, ${JSON.parse(Buffer.from(head.value ?? []).toString()).id})`);
    await consumerFailing(new Map(), {}, group).handle([head]);
    expect(await consumedTurns(database, note)).toEqual([2]);
  });

  it('follows when a process starts', async () => {
    const group = randomUUID();
    const note = await leftBehind(group);
    const quiet: Bus = {
      publish: async () => undefined,
      subscribe: async () => ({ lag: async () => 0, stop: async () => undefined }),
      close: async () => undefined,
    };
    const running = await consumerFailing(new Map(), { bus: quiet }, group).start();
    await eventually(async () => expect(await consumedTurns(database, note)).toEqual([2]));
    await running.stop();
  });
});
