import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../bus/bus.ts';
import type { Consumer } from '../consumer/consumer.ts';
import { consumerOfNotes, listeningToNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { consume, consumedTurns } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import type { Subscription } from '../inbox/subscription.ts';
import { keepDeadLetter } from './dead-letters.ts';
import { deadLettersIn, deadLettersOf, oneDeadLetterOf } from './dead-notes.fixture.ts';

const { database } = await notesInTest();

const consumerOf = (subscription: Subscription): Consumer => consumerOfNotes(database, subscription);
const hearing = listeningToNotes((noteId, turn) => consume(database, noteId, turn));

describe('a dead letter that is replayed by a request', () => {
  it('and fails again stays dead, whatever its handler had done before, and the request goes on', async () => {
    const note = randomUUID();
    const consumer = consumerOf(
      listeningToNotes(async (noteId, turn) => {
        await consume(database, noteId, turn);
        throw new RangeError('too late');
      }),
    );
    await consumer.handle([turned(note, 1)]);
    const letter = await oneDeadLetterOf(database, note);

    const answer = await database.transaction(() => consumer.replay(letter, { operator: 'operator-1' }));

    expect(answer).toEqual({ error: 'RangeError: too late' });
    expect(await consumedTurns(database, note)).toEqual([]);
    expect(await deadLettersOf(database, note)).toMatchObject([
      { state: 'dead', attempts: letter.attempts + 1 },
    ]);
  });

  it('and breaks a rule of the database stays dead as well', async () => {
    const note = randomUUID();
    const writing = listeningToNotes(async (noteId) => {
      await database.query(sql`insert into note values (${noteId}, 1), (${noteId}, 2)`);
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

/** As a release to come would tell it: this one cannot read it. */
const ofNextVersion = (note: string, turn: number) => {
  const record = turned(note, turn);
  const text = Buffer.from(record.value ?? []).toString();
  return { ...record, value: Buffer.from(text.replace('turned.v1', 'turned.v2')) };
};

describe('a dead letter that is replayed before the one it follows', () => {
  it('stays dead until its turn, and nothing of it is parked', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    for (const turn of [1, 2])
      await keepDeadLetter(database, 'release-before', turned(note, turn), {
        errorClass: 'newer-version',
        error: 'a version this release does not know',
      });
    const [first, second] = await deadLettersOf(database, note);
    if (!(first && second)) throw new Error('two dead letters were expected');
    const order = { operator: 'operator-1' };

    expect(await consumer.replay(second, order)).toBe('earlier-message-open');
    expect(await deadLettersOf(database, note)).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
    const parked = await database.query(sql`select from inbox_parked where aggregate_id = ${note}`);
    expect(parked).toEqual([]);
    expect(await consumer.replay(first, order)).toBeUndefined();
    expect(await consumer.replay(second, order)).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual([1, 2]);
  });

  it('and was parked by a release before is kept once more when it fails then', async () => {
    const note = randomUUID();
    const second = turned(note, 2);
    const consumer = consumerOf(
      listeningToNotes(async (noteId, turn) => {
        if (turn === 2) throw new RangeError('too late');
        await consume(database, noteId, turn);
      }),
    );
    await consumer.handle([second]);
    await database.query(sql`
      insert into dead_letter (dead_letter_id, consumer, topic, part, position, key, headers, value, error_class, error,
                               state, resolved_by, resolved_at)
      select gen_random_uuid(), consumer, topic, part, position, aggregate_id::text, headers, value, 'handler', '',
             'replayed', 'operator-1', now()
        from inbox_parked where aggregate_id = ${note}`);

    await consumer.handle([turned(note, 1)]);

    expect(await consumedTurns(database, note)).toEqual([1]);
    expect(await deadLettersOf(database, note)).toMatchObject([{ error: 'RangeError: too late' }]);
  });
});

describe('a message at the place of an earlier one', () => {
  it('is kept beside it, for topics that were made again count from the first', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    const record = { ...turned(note, 1), value: Buffer.from('{oops') };
    await consumer.handle([record]);
    await consumer.handle([record]);
    const [letter] = await deadLettersOf(database, note);
    expect(letter?.attempts).toBe(2);

    await consumer.handle([{ ...record, value: Buffer.from('{again') }]);

    const values = (await deadLettersOf(database, note)).map(({ value }) => value?.toString());
    expect(values).toEqual(['{oops', '{again']);
  });
});

const idOf = ({ value }: Pick<Delivery, 'value'>): string =>
  String(Reflect.get(Object(JSON.parse(Buffer.from(value ?? []).toString())), 'id'));

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
        await consume(database, note, turn);
      }),
    );

  it('makes way for what waited behind it, keeps who and why, and has no effect when it comes again', async () => {
    const note = randomUUID();
    const consumer = failingAt([1]);
    const events = [turned(note, 1), turned(note, 2), turned(note, 3)];
    await consumer.handle(events);

    expect(await discard(consumer, note)).toBeUndefined();

    expect(await consumedTurns(database, note)).toEqual([2, 3]);
    await consumer.handle(events);
    expect(await consumedTurns(database, note)).toEqual([2, 3]);
    expect(await deadLettersOf(database, note)).toEqual([]);
    const [discarded] = await deadLettersIn(database, 'discarded', note);
    expect(discarded).toMatchObject({ resolvedBy: 'operator-1', resolutionReason: reason });
  });

  it('is refused when its event was taken in meanwhile; a replay then resolves it and changes nothing', async () => {
    const note = randomUUID();
    const failing = new Set([1]);
    const consumer = consumerOf(
      listeningToNotes(async (noteId, turn) => {
        if (failing.has(turn)) throw new RangeError('out of range');
        await consume(database, noteId, turn);
      }),
    );
    const event = turned(note, 1);
    await consumer.handle([event]);
    failing.clear();
    // The process died before its offset was committed, so that the event came again, and went well.
    await consumer.handle([event]);

    expect(await discard(consumer, note)).toBe('already-taken-in');

    const outcomes = await database.query(sql`
      select outcome from inbox where event_id = ${idOf(event)}::uuid`);
    expect(outcomes).toEqual([{ outcome: 'applied' }]);
    const letter = await oneDeadLetterOf(database, note);
    expect(await consumer.replay(letter, { operator: 'operator-1' })).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual([1]);
  });

  it('stands in the place that the operator names when it does not say its own', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    await consumer.handle([{ ...turned(note, 1), value: Buffer.from('{oops') }, turned(note, 2)]);
    expect(await consumedTurns(database, note)).toEqual([]);

    expect(await discard(consumer, note, 1)).toBeUndefined();

    expect(await consumedTurns(database, note)).toEqual([2]);
  });

  it('must be said to stand in a place when events wait behind it, and in one that is the next', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    await consumer.handle([{ ...turned(note, 1), value: Buffer.from('{oops') }, turned(note, 2)]);

    expect(await discard(consumer, note)).toBe('sequence-required');
    expect(await discard(consumer, note, 3)).toBe('earlier-message-open');

    expect(await deadLettersOf(database, note)).toMatchObject([{ state: 'dead', waiting: 1 }]);
  });

  it('goes when nothing else was ever consumed of its aggregate, whatever place it says', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    await consumer.handle([ofNextVersion(note, 3)]);
    expect(await discard(consumer, note)).toBeUndefined();
  });

  it('waits its turn behind an earlier one of the same aggregate', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    await consumer.handle([ofNextVersion(note, 1), ofNextVersion(note, 2), turned(note, 3)]);
    const [first, second] = await deadLettersOf(database, note);
    if (!(first && second)) throw new Error('two dead letters were expected');
    const order = { operator: 'operator-1', reason };

    expect(await consumer.discard(second, order)).toBe('earlier-message-open');
    expect(await consumer.discard(first, order)).toBeUndefined();
    expect(await consumer.discard(first, order)).toBe('already-resolved');
    expect(await consumer.discard(second, order)).toBeUndefined();

    expect(await consumedTurns(database, note)).toEqual([3]);
  });

  it.each<[string, Partial<Delivery>, Partial<Delivery>, 'earlier-message-open' | undefined]>([
    ['waits behind an unreadable one', {}, {}, 'earlier-message-open'],
    ['counts its position as a number', { position: '9' }, { position: '10' }, 'earlier-message-open'],
    ['waits for none that came later', { position: '10' }, { position: '9' }, undefined],
    ['waits for none of another partition', { partition: 1 }, {}, undefined],
    ['waits for none of another aggregate', { key: randomUUID() }, {}, undefined],
  ])('which would be the first of its aggregate %s', async (_rule, ofUnreadable, ofOther, answer) => {
    const note = randomUUID();
    const group = randomUUID();
    const unreadable = { ...turned(note, 1), value: Buffer.from('{oops'), ...ofUnreadable };
    const other = { ...ofNextVersion(note, 1), ...ofOther };
    const consumer = consumerOfNotes(database, hearing, group);
    await consumer.handle([unreadable]);
    await consumer.handle([other]);
    const letters = await deadLettersOf(database, note);
    const letter = letters.find(({ errorClass }) => errorClass === 'newer-version');
    if (!letter) throw new Error('a dead letter of a newer version was expected');

    expect(await consumer.discard(letter, { operator: 'operator-1', reason })).toBe(answer);
  });

  it('of somebody else leaves the place of the true event open', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    await consumer.handle([{ ...turned(randomUUID(), 1), key: note }]);

    expect(await discard(consumer, note)).toBeUndefined();
    await consumer.handle([turned(note, 1)]);

    expect(await consumedTurns(database, note)).toEqual([1]);
  });

  it('compares no positions where a release before kept none', async () => {
    const note = randomUUID();
    const consumer = failingAt([1]);
    const parked = { ...turned(note, 1), partition: -1, position: randomUUID() };
    await consumer.handle([parked, { ...turned(note, 2), value: Buffer.from('{oops') }]);
    const letters = await deadLettersOf(database, note);
    for (const letter of letters.toSorted((a, b) => a.partition - b.partition))
      expect(await consumer.discard(letter, { operator: 'operator-1', reason, sequence: 2 })).toBeUndefined();
    expect(await deadLettersOf(database, note)).toEqual([]);
  });

  it('is replaced by the event behind it when that one fails, and only that one', async () => {
    const note = randomUUID();
    const consumer = failingAt([2]);
    const second = turned(note, 2);
    await consumer.handle([second]);
    await consumer.handle([turned(note, 1), turned(note, 3)]);

    expect(await consumedTurns(database, note)).toEqual([1]);
    const letters = await deadLettersOf(database, note);
    expect(letters.map(({ position }) => position)).toEqual([second.position]);
    expect(letters[0]?.error).toContain('out of range');

    expect(await discard(consumer, note)).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual([1, 3]);
  });
});
