import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bus, Delivery, OldestKept } from '../bus/bus.ts';
import { deadLettersOf, oneDeadLetterOf } from '../dead-letters/dead-notes.fixture.ts';
import { consume, consumedTurns } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { consumerOfNotes, listeningToNotes, turned } from './consumer-of-notes.fixture.ts';

const { database } = await notesInTest();

const busThatKeeps = (oldest: OldestKept): Bus => ({
  publish: () => Promise.resolve(),
  subscribe: () => Promise.reject(new Error('the test hands batches over itself')),
  oldestKept: () => Promise.resolve(oldest),
  close: () => Promise.resolve(),
});

/** A group of its own that gets `first` from a bus on which that is the oldest message kept, and others were before it. */
const beginningWith = (first: Delivery, kept: Partial<OldestKept> = {}, failing = new Set<number>()) => {
  const bus = busThatKeeps({ position: first.position, isFirst: false, ...kept });
  const subscription = listeningToNotes(async (note, turn) => {
    if (failing.has(turn)) throw new RangeError(`turn ${turn} is out of range`);
    await consume(database, note, turn);
  });
  return consumerOfNotes(database, subscription, randomUUID(), { bus });
};

describe('an aggregate first seen in the middle', () => {
  it('begins there when the group reads from the oldest message kept, and waits for gaps after it', async () => {
    const [note, later] = [randomUUID(), randomUUID()];
    const first = turned(note, 17);
    const consumer = beginningWith(first);
    await consumer.handle([first, turned(note, 18), turned(note, 20)]);
    expect(await consumedTurns(database, note)).toEqual([17, 18]);
    await consumer.handle([turned(note, 19)]);
    expect(await consumedTurns(database, note)).toEqual([17, 18, 19, 20]);
    // One that slept while the topic was kept wakes long after the group began.
    await consumer.handle([turned(later, 5)]);
    expect(await consumedTurns(database, later)).toEqual([5]);
  });

  it.each([
    ['nothing was ever removed from its partition', { isFirst: true }],
    ['the group begins behind the oldest message kept', { position: '0' }],
  ])('waits for its first event when %s', async (_, kept) => {
    const note = randomUUID();
    const third = turned(note, 3);
    const consumer = beginningWith(third, kept);
    await consumer.handle([third]);
    expect(await consumedTurns(database, note)).toEqual([]);
    await consumer.handle([turned(note, 1), turned(note, 2)]);
    expect(await consumedTurns(database, note)).toEqual([1, 2, 3]);
  });

  it('does not begin behind an event of it that has just become a dead letter', async () => {
    const note = randomUUID();
    const first = turned(note, 17);
    const failing = new Set([17]);
    const consumer = beginningWith(first, {}, failing);
    await consumer.handle([first, turned(note, 18)]);
    await consumer.handle([turned(note, 19)]);
    expect(await consumedTurns(database, note)).toEqual([]);
    expect(await deadLettersOf(database, note)).toMatchObject([{ waiting: 2 }]);

    failing.clear();
    expect(
      await consumer.replay(await oneDeadLetterOf(database, note), { operator: 'operator-1' }),
    ).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual([17, 18, 19]);
  });

  it('begins before an event of the same batch that cannot be read', async () => {
    const note = randomUUID();
    const first = turned(note, 17);
    const consumer = beginningWith(first);
    await consumer.handle([first, { ...turned(note, 18), value: Buffer.from('{oops') }, turned(note, 19)]);
    expect(await consumedTurns(database, note)).toEqual([17]);
    const order = { operator: 'operator-1', reason: 'made by a faulty release', sequence: 18 };
    expect(await consumer.discard(await oneDeadLetterOf(database, note), order)).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual([17, 19]);
  });

  it('begins behind a dead letter that is discarded', async () => {
    const note = randomUUID();
    const first = turned(note, 17);
    const consumer = beginningWith(first, {}, new Set([17]));
    await consumer.handle([first, turned(note, 18)]);
    const order = { operator: 'operator-1', reason: 'made by a faulty release' };
    expect(await consumer.discard(await oneDeadLetterOf(database, note), order)).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual([18]);
  });
});
