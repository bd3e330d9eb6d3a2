import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Consumer } from './consumer.ts';
import { consumerOfNotes, listeningToNotes, turned } from './consumer-of-notes.fixture.ts';
import { listDeadLetters } from './dead-letters.ts';
import { deadLettersOf, oneDeadLetterOf } from './dead-notes.fixture.ts';
import { hear, heardTurns } from './ledger-of-notes.fixture.ts';
import { notesInTest } from './notes-in-test.fixture.ts';
import type { Subscription } from './subscription.ts';

const { database } = await notesInTest();

const consumerOf = (subscription: Subscription): Consumer => consumerOfNotes(database, subscription);
const hearing = listeningToNotes((noteId, turn) => hear(database, noteId, turn));

describe('a dead letter that is replayed by a request', () => {
  it('and fails again stays dead, whatever its handler had done before, and the request goes on', async () => {
    const note = randomUUID();
    const consumer = consumerOf(
      listeningToNotes(async (noteId, turn) => {
        await hear(database, noteId, turn);
        throw new RangeError('too late');
      }),
    );
    await consumer.handle([turned(note, 1)]);
    const letter = await oneDeadLetterOf(database, note);

    const answer = await database.transaction(() => consumer.replay(letter, { operator: 'operator-1' }));

    expect(answer).toEqual({ error: 'RangeError: too late' });
    expect(await heardTurns(database, note)).toEqual([]);
    expect(await deadLettersOf(database, note)).toMatchObject([
      { state: 'dead', attempts: letter.attempts + 1 },
    ]);
  });

  it('and breaks a rule of the database stays dead as well', async () => {
    const note = randomUUID();
    const writing = listeningToNotes(async (noteId) => {
      await database.rows(sql`insert into note values (${noteId}, 1), (${noteId}, 2)`);
    });
    const consumer = consumerOf(writing);
    await consumer.handle([turned(note, 1)]);
    const letter = await oneDeadLetterOf(database, note);

    const answer = await database.transaction(() => consumer.replay(letter, { operator: 'operator-1' }));

    expect(answer).toMatchObject({ error: expect.stringContaining('duplicate key') });
    expect(await deadLettersOf(database, note)).toMatchObject([
      { state: 'dead', attempts: letter.attempts + 1 },
    ]);
  });
});

describe('a dead letter that is discarded', () => {
  const reason = 'made by a faulty release';
  const discard = async (consumer: Consumer, key: string, sequence?: number) => {
    const letter = await oneDeadLetterOf(database, key);
    return consumer.discard(letter, { operator: 'operator-1', reason, sequence });
  };
  const failingAt = (turns: readonly number[]) =>
    consumerOf(
      listeningToNotes(async (note, turn) => {
        if (turns.includes(turn)) throw new RangeError('out of range');
        await hear(database, note, turn);
      }),
    );

  it('makes way for what waited behind it, keeps who and why, and has no effect when it comes again', async () => {
    const note = randomUUID();
    const consumer = failingAt([1]);
    const events = [turned(note, 1), turned(note, 2), turned(note, 3)];
    await consumer.handle(events);

    expect(await discard(consumer, note)).toBeUndefined();

    expect(await heardTurns(database, note)).toEqual([2, 3]);
    await consumer.handle(events);
    expect(await heardTurns(database, note)).toEqual([2, 3]);
    expect(await deadLettersOf(database, note)).toEqual([]);
    const [discarded] = (await listDeadLetters(database, 'discarded')).filter(({ key }) => key === note);
    expect(discarded).toMatchObject({ resolvedBy: 'operator-1', resolutionReason: reason });
  });

  it('stands in the place that the operator names when it does not say its own', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    await consumer.handle([{ ...turned(note, 1), value: Buffer.from('{oops') }, turned(note, 2)]);
    expect(await heardTurns(database, note)).toEqual([]);

    expect(await discard(consumer, note, 1)).toBeUndefined();

    expect(await heardTurns(database, note)).toEqual([2]);
  });

  it('waits its turn behind an earlier one of the same aggregate', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    const unreadable = (turn: number) => {
      const record = turned(note, turn);
      const text = Buffer.from(record.value ?? []).toString();
      return { ...record, value: Buffer.from(text.replace('turned.v1', 'turned.v2')) };
    };
    await consumer.handle([unreadable(1), unreadable(2), turned(note, 3)]);
    const [first, second] = await deadLettersOf(database, note);
    if (!(first && second)) throw new Error('two dead letters were expected');
    const order = { operator: 'operator-1', reason };

    expect(await consumer.discard(second, order)).toBe('behind-another');
    expect(await consumer.discard(first, order)).toBeUndefined();
    expect(await consumer.discard(first, order)).toBe('already-resolved');
    expect(await consumer.discard(second, order)).toBeUndefined();

    expect(await heardTurns(database, note)).toEqual([3]);
  });

  it('of somebody else leaves the place of the true event open', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    await consumer.handle([{ ...turned(randomUUID(), 1), key: note }]);

    expect(await discard(consumer, note)).toBeUndefined();
    await consumer.handle([turned(note, 1)]);

    expect(await heardTurns(database, note)).toEqual([1]);
  });

  it('does not ask for an order where a release before kept no place', async () => {
    const note = randomUUID();
    const consumer = failingAt([1]);
    const parked = { ...turned(note, 1), partition: -1, position: randomUUID() };
    await consumer.handle([parked, { ...turned(note, 2), value: Buffer.from('{oops') }]);
    const letters = await deadLettersOf(database, note);
    for (const letter of letters.toSorted((a, b) => b.partition - a.partition))
      expect(await consumer.discard(letter, { operator: 'operator-1', reason, sequence: 2 })).toBeUndefined();
    expect(await deadLettersOf(database, note)).toEqual([]);
  });

  it('is replaced by the event behind it when that one fails, and only that one', async () => {
    const note = randomUUID();
    const consumer = failingAt([2]);
    const second = turned(note, 2);
    await consumer.handle([second]);
    await consumer.handle([turned(note, 1), turned(note, 3)]);

    expect(await heardTurns(database, note)).toEqual([1]);
    const letters = await deadLettersOf(database, note);
    expect(letters.map(({ position }) => position)).toEqual([second.position]);
    expect(letters[0]?.error).toContain('out of range');

    expect(await discard(consumer, note)).toBeUndefined();
    expect(await heardTurns(database, note)).toEqual([1, 3]);
  });
});
