import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../bus/bus.ts';
import { consumerOfNotes, listeningToNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { consume, consumedTurns, NoteTurnedV1 } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { facts, type Subscription, state } from '../inbox/subscription.ts';
import { createMetrics } from '../process/metrics.ts';
import { type DeadLetter, findDeadLetter, keepDeadLetter } from './dead-letters.ts';
import { deadLettersOf } from './dead-notes.fixture.ts';

const { database } = await notesInTest();
const order = { operator: 'operator-1', reason: 'the new release reads it' };
const hearing = listeningToNotes((note, turn) => consume(database, note, turn));

/** A consumer with dead letters of a release before, each of a message that this one may read. */
const consumerWith = async (subscription: Subscription, ...messages: readonly Delivery[]) => {
  const group = randomUUID();
  const log: Record<string, unknown>[] = [];
  const metrics = createMetrics('test');
  const consumer = consumerOfNotes(database, subscription, group, {
    metrics,
    logger: pino({ base: null, timestamp: false }, { write: (line) => log.push(JSON.parse(line)) }),
  });
  const letters: DeadLetter[] = [];
  for (const message of messages) {
    await keepDeadLetter(database, group, message, { errorClass: 'newer-version', error: 'not known yet' });
    const kept = await deadLettersOf(database, message.key);
    letters.push(...kept.filter(({ position }) => position === message.position));
  }
  const handled = async () => {
    const { values } = await metrics.handled.get();
    return Object.fromEntries(
      values.filter(({ value }) => value > 0).map(({ labels, value }) => [String(labels.outcome), value]),
    );
  };
  return { consumer, letters, log, handled };
};
const oneOf = ([letter]: readonly DeadLetter[]): DeadLetter => {
  if (!letter) throw new Error('a dead letter was expected');
  return letter;
};
const now = async ({ deadLetterId }: DeadLetter) => findDeadLetter(database, deadLetterId);

/** As the database says it when it is stopped. */
const stopping = () => Object.assign(new Error('the database stops'), { code: '57P01' });

describe('a message that is taken in when it is replayed', () => {
  it('counts as taken in once, and its letter says who replayed it and why', async () => {
    const note = randomUUID();
    const { consumer, letters, handled } = await consumerWith(hearing, turned(note, 1));
    const letter = oneOf(letters);

    expect(await consumer.replay(letter, order)).toBeUndefined();

    expect(await handled()).toEqual({ applied: 1 });
    expect(await now(letter)).toMatchObject({
      state: 'replayed',
      resolvedBy: order.operator,
      resolutionReason: order.reason,
    });
  });
});

describe('a message that cannot be taken in yet', () => {
  it('stays where its predecessor is missing without a letter, and nothing of it is parked', async () => {
    const note = randomUUID();
    const { consumer, letters, handled } = await consumerWith(hearing, turned(note, 2));

    expect(await consumer.replay(oneOf(letters), order)).toBe('earlier-message-open');

    expect(await now(oneOf(letters))).toEqual(oneOf(letters));
    expect(await handled()).toEqual({});
    await consumer.handle([turned(note, 1)]);
    expect(await consumedTurns(database, note)).toEqual([1]);
  });

  it('stays with the fault of its handler in place of that which it had', async () => {
    const failing = listeningToNotes(() => Promise.reject(new RangeError('out of range')));
    const { consumer, letters } = await consumerWith(failing, turned(randomUUID(), 1));

    expect(await consumer.replay(oneOf(letters), order)).toEqual({ error: 'RangeError: out of range' });

    expect(await now(oneOf(letters))).toMatchObject({ errorClass: 'handler', attempts: 2, state: 'dead' });
  });
});

describe('a message that cannot be read', () => {
  it('of a topic that this service does not consume stays, and its letter can be discarded', async () => {
    const { consumer, letters } = await consumerWith(facts('recoup.songs.v1', []), turned(randomUUID(), 1));
    const error = `This service does not consume ${NoteTurnedV1.topic}`;

    expect(await consumer.dryRun(oneOf(letters))).toEqual({ outcome: 'fails', error, followers: 0 });
    expect(await consumer.replay(oneOf(letters), order)).toEqual({ error });
    expect(await now(oneOf(letters))).toMatchObject({ state: 'dead', attempts: 1 });
    expect(await consumer.discard(oneOf(letters), order)).toBeUndefined();
    expect(await now(oneOf(letters))).toMatchObject({ state: 'discarded' });
  });

  it('stays with the reason, and a replay of it counts as nothing', async () => {
    const unreadable = { ...turned(randomUUID(), 1), value: Buffer.from('{oops') };
    const { consumer, letters, handled } = await consumerWith(hearing, unreadable);

    expect(await consumer.replay(oneOf(letters), order)).toEqual({
      error: expect.stringContaining('not JSON'),
    });
    expect(await now(oneOf(letters))).toMatchObject({ state: 'dead', attempts: 1 });
    expect(await handled()).toEqual({});
  });
});

describe('what is at fault itself', () => {
  it('keeps a letter as it was: a replay rejects, and no attempt is counted', async () => {
    const note = randomUUID();
    let stops = true;
    const { consumer, letters } = await consumerWith(
      listeningToNotes(async (noteId, turn) => {
        await consume(database, noteId, turn);
        if (stops) throw stopping();
      }),
      turned(note, 1),
    );
    const letter = oneOf(letters);

    await expect(consumer.replay(letter, order)).rejects.toThrow('the database stops');
    await expect(consumer.dryRun(letter)).rejects.toThrow('the database stops');

    expect(await now(letter)).toEqual(letter);
    stops = false;
    expect(await consumer.replay(letter, order)).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual([1]);
  });

  it('keeps it from being discarded, and what waits behind it waits on', async () => {
    const note = randomUUID();
    const { consumer, letters, log } = await consumerWith(hearing, turned(note, 1));
    await consumer.handle([turned(note, 2)]);
    const recordApproval = () => Promise.reject(stopping());

    const discarded = consumer.discard(oneOf(letters), { ...order, recordApproval });

    await expect(discarded).rejects.toThrow('the database stops');
    expect(await now(oneOf(letters))).toMatchObject({ state: 'dead', waiting: 1 });
    expect(await consumedTurns(database, note)).toEqual([]);
    expect(log).toEqual([]);
  });
});

describe('a discard', () => {
  it('is told in the log, with who did it and why; one that is refused is not', async () => {
    const note = randomUUID();
    const { consumer, letters, log } = await consumerWith(hearing, turned(note, 1));

    await consumer.discard(oneOf(letters), order);
    expect(await consumer.discard(oneOf(letters), order)).toBe('already-resolved');

    expect(log).toEqual([
      { level: 40, topic: NoteTurnedV1.topic, key: note, ...order, msg: 'a dead letter is discarded' },
    ]);
  });

  it('of a state waits for none of the same key, since nothing waits for states', async () => {
    const note = randomUUID();
    const keeping = state([NoteTurnedV1], () => Promise.resolve());
    const { consumer, letters } = await consumerWith(keeping, turned(note, 1), turned(note, 2));

    expect(await consumer.discard(oneOf(letters.slice(1)), order)).toBeUndefined();
  });

  it('of what leaves no known sequence empty waits for none of the same key', async () => {
    const unreadable = { ...turned(randomUUID(), 1), value: Buffer.from('{oops') };
    const behind = { ...turned(unreadable.key, 1), value: Buffer.from('{again') };
    const { consumer, letters } = await consumerWith(hearing, unreadable, behind);

    expect(await consumer.discard(oneOf(letters.slice(1)), order)).toBeUndefined();
    expect(await now(oneOf(letters))).toMatchObject({ state: 'dead' });
  });
});
