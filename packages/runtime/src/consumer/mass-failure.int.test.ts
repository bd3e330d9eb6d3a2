import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { deadLettersOf } from '../dead-letters/dead-notes.fixture.ts';
import { consume, consumedTurns } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { createMetrics } from '../process/metrics.ts';
import { consumerOfNotes, listeningToNotes, turned } from './consumer-of-notes.fixture.ts';

const { database } = await notesInTest();

/** A consumer of a release that is broken until it is mended. */
const brokenConsumer = (failingAggregatesMax: number) => {
  let broken = true;
  const metrics = createMetrics('test');
  const subscription = listeningToNotes(async (note, turn) => {
    if (broken) throw new TypeError('cannot read properties of undefined');
    await consume(database, note, turn);
  });
  return {
    ...consumerOfNotes(database, subscription, 'broken', { metrics, failingAggregatesMax }),
    mend: () => {
      broken = false;
    },
    stopped: async () => (await metrics.stopped.get()).values.map(({ value }) => value),
  };
};
const someNotes = (count: number) => Array.from({ length: count }, () => randomUUID());
const deadAmong = async (notes: readonly string[]) =>
  (await Promise.all(notes.map((note) => deadLettersOf(database, note)))).flat();

it('of one release stops the partition, makes no dead letter, and ends with the release', async () => {
  const { handle, stopped, mend } = brokenConsumer(10);
  const notes = someNotes(30);
  const batch = notes.map((note) => turned(note, 1));

  await expect(handle(batch)).rejects.toThrow('cannot read properties');
  await expect(handle(batch)).rejects.toThrow('cannot read properties');
  expect(await deadAmong(notes)).toEqual([]);
  expect(await stopped()).toEqual([1]);

  mend();
  await handle(batch);

  expect(await stopped()).toEqual([0]);
  for (const note of notes) expect(await consumedTurns(database, note)).toEqual([1]);
});

it('that comes event by event makes fewer dead letters than it takes to notice', async () => {
  const { handle, stopped } = brokenConsumer(4);
  const notes = someNotes(6);
  for (const note of notes) await handle([turned(note, 1)]).catch(() => undefined);
  expect(await deadAmong(notes)).toHaveLength(3);
  expect(await stopped()).toEqual([1]);
});

it('of a few aggregates makes dead letters of them, however many events they have', async () => {
  const { handle, stopped } = brokenConsumer(4);
  const notes = someNotes(3);
  await handle(notes.flatMap((note) => [turned(note, 1), turned(note, 2)]));
  expect(await deadAmong(notes)).toHaveLength(3);
  expect(await stopped()).toEqual([0]);
});
