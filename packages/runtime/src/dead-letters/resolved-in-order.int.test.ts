import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Bus, Delivery } from '../bus/bus.ts';
import { consumerOfNotes, listeningToNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { consume, consumedTurns, NoteTurnedV1 } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { state } from '../inbox/subscription.ts';
import type { DeadLetter } from './dead-letters.ts';
import { keepDeadLetter } from './dead-letters.ts';
import { deadLettersOf } from './dead-notes.fixture.ts';

const { database } = await notesInTest();
const hearing = listeningToNotes((noteId, turn) => consume(database, noteId, turn));
const order = { operator: 'operator-1', reason: 'the new release reads it' };

/** What a release before could not read and this one can, kept for `group` in the order in which it came. */
const keptOnceUnreadable = async (
  group: string,
  deliveries: readonly [Delivery, Delivery],
): Promise<readonly [DeadLetter, DeadLetter]> => {
  for (const delivery of deliveries)
    await keepDeadLetter(database, group, delivery, { errorClass: 'newer-version', error: 'not known yet' });
  const letters = await deadLettersOf(database, deliveries[0].key);
  const [first, second] = deliveries.map(({ position }) =>
    letters.find((letter) => letter.position === position),
  );
  if (!(first && second)) throw new Error('two dead letters were expected');
  return [first, second];
};

describe('a replay before an earlier message of the same key', () => {
  it('is refused for states as well, and has no effect', async () => {
    const [note, group] = [randomUUID(), randomUUID()];
    const kept: number[] = [];
    const keeping = state([NoteTurnedV1], async (newest) => {
      kept.push(...newest.map(({ data }) => data.turn));
    });
    const consumer = consumerOfNotes(database, keeping, group);
    const [first, second] = await keptOnceUnreadable(group, [turned(note, 1), turned(note, 2)]);

    expect(await consumer.dryRun(second)).toEqual({ outcome: 'parked', error: null, followers: 0 });
    expect(await consumer.replay(second, order)).toBe('earlier-message-open');
    expect(kept).toEqual([]);
    expect(await deadLettersOf(database, note)).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
    expect(await consumer.replay(first, order)).toBeUndefined();
    expect(await consumer.replay(second, order)).toBeUndefined();
    expect(kept).toEqual([1, 2]);
    expect(await consumer.replay(second, order)).toBe('already-resolved');
  });

  it('is refused for facts when the earlier one does not say where it stands', async () => {
    const [note, group] = [randomUUID(), randomUUID()];
    const consumer = consumerOfNotes(database, hearing, group);
    const unreadable = { ...turned(note, 1), value: Buffer.from('{oops') };
    const [, second] = await keptOnceUnreadable(group, [unreadable, turned(note, 1)]);

    expect(await consumer.replay(second, order)).toBe('earlier-message-open');
    expect(await consumedTurns(database, note)).toEqual([]);
  });

  it.each(['replay', 'discard'] as const)(
    'is told by the sequences where both say theirs: %s of the first that came last',
    async (action) => {
      const [note, group] = [randomUUID(), randomUUID()];
      const consumer = consumerOfNotes(database, hearing, group);
      const [second, first] = await keptOnceUnreadable(group, [turned(note, 2), turned(note, 1)]);

      expect(await consumer[action](second, order)).toBe('earlier-message-open');
      expect(await consumer[action](first, order)).toBeUndefined();
      expect(await consumer[action](second, order)).toBeUndefined();
      expect(await deadLettersOf(database, note)).toEqual([]);
    },
  );
});

describe('of an aggregate first seen in the middle', () => {
  it.each(['replay', 'discard'] as const)(
    'the first of two dead letters does not wait for the second: %s',
    async (action) => {
      const [note, group, other] = [randomUUID(), randomUUID(), randomUUID()];
      const oldest = turned(other, 17);
      const bus: Bus = {
        publish: () => Promise.resolve(),
        subscribe: () => Promise.reject(new Error('the test hands batches over itself')),
        oldestKept: () => Promise.resolve({ position: oldest.position, isFirst: false }),
        close: () => Promise.resolve(),
      };
      const consumer = consumerOfNotes(database, hearing, group, { bus });
      await consumer.handle([oldest]);
      const [first, second] = await keptOnceUnreadable(group, [turned(note, 17), turned(note, 18)]);
      await consumer.handle([turned(note, 19)]);
      expect(await database.query(sql`select from inbox_parked where aggregate_id = ${note}`)).toHaveLength(
        1,
      );

      expect(await consumer[action](second, order)).toBe('earlier-message-open');
      expect(await consumer[action](first, order)).toBeUndefined();
      expect(await consumer[action](second, order)).toBeUndefined();
      expect(await consumedTurns(database, note)).toEqual(action === 'replay' ? [17, 18, 19] : [19]);
    },
  );
});
