import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { consumerOfNotes, listeningToNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { consume } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { createMetrics } from '../process/metrics.ts';
import { keepDeadLetter, resolveDeadLetter } from './dead-letters.ts';
import { deadLetterPage, deadLettersIn, deadLettersOf } from './dead-notes.fixture.ts';

const { database } = await notesInTest();

describe('a dead letter', () => {
  it('keeps the headers, the class and the text of what went wrong', async () => {
    const note = randomUUID();
    const { headers } = turned(note, 1);
    const consumer = consumerOfNotes(
      database,
      listeningToNotes(() => Promise.reject(new RangeError('amount out of range'))),
    );
    await consumer.handle([{ ...turned(note, 1), headers: { ...headers, traceparent: '00-1-2-01' } }]);

    expect(await deadLettersOf(database, note)).toMatchObject([
      {
        headers: { ...headers, traceparent: '00-1-2-01' },
        errorClass: 'handler',
        error: 'RangeError: amount out of range',
        attempts: 1,
        state: 'dead',
        waiting: 0,
      },
    ]);
  });

  it('is listed with its size, and how many events wait behind it', async () => {
    const note = randomUUID();
    const consumer = consumerOfNotes(
      database,
      listeningToNotes((noteId, turn) => consume(database, noteId, turn)),
    );
    const value = Buffer.from('{"of twenty-six bytes": 1}');
    await consumer.handle([{ ...turned(note, 1), value }, turned(note, 2), turned(note, 3)]);

    const listed = await deadLettersIn(database, 'dead', note);
    expect(listed).toMatchObject([{ bytes: 26, waiting: 2 }]);
  });

  it('is found among more than any page holds, by going on where the page before ended', async () => {
    const [topic, last] = [`recoup.many.${randomUUID()}`, 511];
    const failure = { errorClass: 'handler', error: 'planted' };
    for (let position = 0; position <= last; position++) {
      const delivery = { topic, partition: 0, position: String(position), key: `K-${position}`, headers: {} };
      await keepDeadLetter(database, 'notes', { ...delivery, value: Buffer.from('x') }, failure);
    }
    const first = await deadLetterPage(database, { topic, limit: 500 });
    const second = await deadLetterPage(database, { topic, limit: 500, after: first.page.next });
    expect([first.items.length, second.items.length, second.page.next]).toEqual([500, 12, null]);
    const keys = [...first.items, ...second.items].map(({ key }) => key);
    expect(new Set(keys).size).toBe(last + 1);
    expect((await deadLetterPage(database, { topic, key: 'k-511' })).items).toMatchObject([{ key: 'K-511' }]);
    expect((await deadLetterPage(database, { topic, 'key.prefix': 'K-51' })).items).toHaveLength(3);
    expect((await deadLetterPage(database, { topic, state: ['replayed', 'discarded'] })).items).toEqual([]);
  });

  it('of an event that had waited for its predecessor keeps its headers and its bytes as well', async () => {
    const note = randomUUID();
    const follower = { ...turned(note, 2), headers: { traceparent: '00-1-2-01' } };
    const failing = listeningToNotes(async (noteId, turn) => {
      if (turn === 2) throw new RangeError('amount out of range');
      await consume(database, noteId, turn);
    });
    const consumer = consumerOfNotes(database, failing);
    await consumer.handle([follower]);
    await consumer.handle([turned(note, 1)]);

    expect(await deadLettersOf(database, note)).toMatchObject([
      {
        headers: { traceparent: '00-1-2-01' },
        value: Buffer.from(follower.value ?? []),
        position: follower.position,
      },
    ]);
  });

  it('says what went wrong the last time, and when it was first kept', async () => {
    const delivery = turned(randomUUID(), 1);
    await keepDeadLetter(database, 'listeners', delivery, { errorClass: 'newer-version', error: 'unknown' });
    const [first] = await deadLettersOf(database, delivery.key);
    await keepDeadLetter(database, 'listeners', delivery, { errorClass: 'handler', error: 'out of range' });

    expect(await deadLettersOf(database, delivery.key)).toMatchObject([
      { errorClass: 'handler', error: 'out of range', attempts: 2, firstAt: first?.firstAt },
    ]);
  });

  it('is counted by what was wrong with it, and what goes well or comes again by what became of it', async () => {
    const [note, other] = [randomUUID(), randomUUID()];
    const metrics = createMetrics('test');
    const failing = listeningToNotes(async (noteId, turn) => {
      if (noteId === other) throw new RangeError('amount out of range');
      await consume(database, noteId, turn);
    });
    const consumer = consumerOfNotes(database, failing, 'listeners', { metrics });
    const unreadable = { ...turned(randomUUID(), 1), value: Buffer.from('{oops') };
    const events = [turned(note, 1), turned(note, 3), turned(other, 1)];

    await consumer.handle([...events, unreadable]);
    await consumer.handle(events.slice(0, 2));

    const dead = (await metrics.deadLetters.get()).values.map(({ labels, value }) => [labels.class, value]);
    expect(Object.fromEntries(dead)).toEqual({ handler: 1, undecodable: 1 });
    const handled = (await metrics.handled.get()).values.map(({ labels, value }) => [labels.outcome, value]);
    expect(Object.fromEntries(handled)).toEqual({ applied: 1, parked: 1, duplicate: 2, stale: 0 });
  });

  it('is listed among those of its state, the oldest first', async () => {
    const note = randomUUID();
    const [first, second, third] = [turned(note, 1), turned(note, 2), turned(note, 3)];
    for (const delivery of [second, first, third])
      await keepDeadLetter(database, 'listeners', delivery, { errorClass: 'handler', error: '' });
    const [, letter] = await deadLettersOf(database, note);
    await resolveDeadLetter(database, letter?.deadLetterId ?? '', {
      ...{ state: 'discarded', operator: 'kofi', reason: 'a test' },
    });

    const positionsOf = async (state: 'dead' | 'replayed' | 'discarded') =>
      (await deadLettersIn(database, state, note)).map(({ position }) => position);
    expect(await positionsOf('dead')).toEqual([second.position, third.position]);
    expect(await positionsOf('discarded')).toEqual([first.position]);
    expect(await positionsOf('replayed')).toEqual([]);
  });
});
