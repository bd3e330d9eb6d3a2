import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Delivery } from '../bus/bus.ts';
import { consumerOfNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { createMetrics } from '../process/metrics.ts';
import { consume, consumedTurns, NoteTurnedV1 } from './ledger-of-notes.fixture.ts';
import { notesInTest } from './notes-in-test.fixture.ts';
import { facts, on, type Subscription, state } from './subscription.ts';

const { database } = await notesInTest();

const hearingFacts = facts(NoteTurnedV1.topic, [
  on(NoteTurnedV1, ({ data }) => consume(database, data.noteId, data.turn)),
]);
const listen = (subscription: Subscription) => {
  const metrics = createMetrics('test');
  const group = randomUUID();
  const outcomes = async (): Promise<Readonly<Record<string, number>>> => {
    const { values } = await metrics.handled.get();
    return Object.fromEntries(
      values.filter(({ value }) => value > 0).map(({ labels, value }) => [String(labels.outcome), value]),
    );
  };
  return { ...consumerOfNotes(database, subscription, group, { metrics }), group, outcomes };
};

it('a batch of facts that is replayed writes nothing, and each event counts as a duplicate', async () => {
  const { handle, outcomes, group } = listen(hearingFacts);
  const notes = Array.from({ length: 100 }, () => randomUUID());
  const batch = notes.map((note) => turned(note, 1));
  await handle(batch);
  const written = () =>
    database.query(sql`select event_id, xmin::text, outcome from inbox where consumer = ${group} order by 1`);
  const before = await written();

  await handle(batch);

  expect(await written()).toEqual(before);
  expect(await outcomes()).toEqual({ applied: 100, duplicate: 100 });
  for (const note of notes) expect(await consumedTurns(database, note)).toEqual([1]);
});

it('a batch of states leaves no rows in the inbox, and is handed on each time it comes', async () => {
  const handed: number[] = [];
  const hearingState = state([NoteTurnedV1], async (events) => {
    handed.push(...events.map(({ data }) => data.turn));
  });
  const { handle, group } = listen(hearingState);
  const note = randomUUID();

  for (const turns of [[1, 2], [1, 2], [1]]) await handle(turns.map((turn) => turned(note, turn)));

  expect(handed).toEqual([2, 2, 1]);
  expect(await database.query(sql`select event_id from inbox where consumer = ${group}`)).toEqual([]);
});

it('a batch of known, new and bad messages comes out as so many duplicates, effects and dead letters', async () => {
  const { handle, outcomes, group } = listen(hearingFacts);
  const known = Array.from({ length: 60 }, () => turned(randomUUID(), 1));
  await handle(known);
  const fresh = Array.from({ length: 30 }, () => randomUUID());
  const takenId = randomUUID();
  await handle([turned(randomUUID(), 1, takenId)]);
  const forged: Delivery = {
    ...turned(randomUUID(), 1),
    value: Buffer.from(JSON.stringify({ id: takenId, type: NoteTurnedV1.type, data: 'not what it says' })),
  };

  await handle([...known, ...fresh.map((note) => turned(note, 1)), forged]);

  expect(await outcomes()).toEqual({ applied: 60 + 1 + 30, duplicate: 60 });
  for (const note of fresh) expect(await consumedTurns(database, note)).toEqual([1]);
  const dead = await database.query<{ value: Buffer }>(
    sql`select value from dead_letter where consumer = ${group}`,
  );
  expect(dead.map(({ value }) => value.toString())).toEqual([Buffer.from(forged.value ?? []).toString()]);
});

it('a batch consumed by two members at once has one effect', async () => {
  const one = listen(hearingFacts);
  const two = consumerOfNotes(database, hearingFacts, one.group);
  const notes = Array.from({ length: 40 }, () => randomUUID());
  const batch = notes.map((note) => turned(note, 1));

  await Promise.all([one.handle(batch), two.handle(batch)]);

  for (const note of notes) expect(await consumedTurns(database, note)).toEqual([1]);
});

it('an aggregate whose id is written in capitals is the same aggregate', async () => {
  const { handle, outcomes } = listen(hearingFacts);
  const note = randomUUID();
  await handle([turned(note.toUpperCase(), 1)]);
  await handle([turned(note, 1), turned(note.toUpperCase(), 2), turned(note, 3)]);

  expect(await consumedTurns(database, note)).toEqual([1, 2, 3]);
  expect(await outcomes()).toEqual({ applied: 3, stale: 1 });
});

it('an event whose id is written in capitals is taken in, once', async () => {
  const { handle, outcomes } = listen(hearingFacts);
  const note = randomUUID();
  const batch = [turned(note, 1, randomUUID().toUpperCase())];
  await handle(batch);
  await handle([...batch, ...Array.from({ length: 30 }, () => turned(randomUUID(), 1))]);

  expect(await consumedTurns(database, note)).toEqual([1]);
  expect(await outcomes()).toEqual({ applied: 31, duplicate: 1 });
});
