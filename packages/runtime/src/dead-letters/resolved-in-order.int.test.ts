import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Bus, Delivery } from '../bus/bus.ts';
import { consumerOfNotes, listeningToNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { consume, consumedTurns } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
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
