import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../bus/bus.ts';
import type { Consumer } from '../consumer/consumer.ts';
import { consumerOfNotes, listeningToNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { deadLettersOf } from '../dead-letters/dead-notes.fixture.ts';
import { createMetrics } from '../process/metrics.ts';
import { createInbox } from './inbox.ts';
import { consume, consumedTurns, NoteTurnedV1, read } from './ledger-of-notes.fixture.ts';
import { notesInTest } from './notes-in-test.fixture.ts';
import { type Subscription, state } from './subscription.ts';

const { database } = await notesInTest();

const consumerOf = (subscription: Subscription, group?: string): Consumer =>
  consumerOfNotes(database, subscription, group);
const hearing = listeningToNotes((noteId, turn) => consume(database, noteId, turn));

describe('facts', () => {
  it('delivered five times have one effect', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    const event = turned(note, 1);
    await consumer.handle([event, event]);
    await Promise.all([consumer.handle([event]), consumer.handle([event]), consumer.handle([event])]);
    expect(await consumedTurns(database, note)).toEqual([1]);
  });

  it('wait for a missing predecessor and follow it in order', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    await consumer.handle([turned(note, 3), turned(note, 2)]);
    expect(await consumedTurns(database, note)).toEqual([]);
    await consumer.handle([turned(note, 1)]);
    expect(await consumedTurns(database, note)).toEqual([1, 2, 3]);
    const parked = await database.query(sql`select from inbox_parked where aggregate_id = ${note}`);
    expect(parked).toEqual([]);
  });

  it('that take too long together are taken one by one; one that does so by itself is given up after a while', async () => {
    const [light, heavy] = [randomUUID(), randomUUID()];
    const slow = listeningToNotes(async (note, turn) => {
      await consume(database, note, turn);
      if (note === heavy) await database.query(sql`set local statement_timeout = 50`);
      if (note === heavy) await database.query(sql`select pg_sleep(1)`);
    });
    const consumer = consumerOfNotes(database, slow, randomUUID(), { budget: { tries: 2, ms: 0 } });

    const batch = [turned(light, 1), turned(heavy, 1)];
    await expect(consumer.handle(batch)).rejects.toThrow('statement timeout');

    expect(await consumedTurns(database, light)).toEqual([1]);
    expect(await consumedTurns(database, heavy)).toEqual([]);
    expect(await deadLettersOf(database, heavy)).toEqual([]);

    await consumer.handle(batch);
    expect(await deadLettersOf(database, heavy)).toMatchObject([{ errorClass: 'limit' }]);
  });

  it('that claim an old or a waiting sequence under a new id are passed by and counted, not so what comes again', async () => {
    const note = randomUUID();
    const metrics = createMetrics('test');
    const consumer = consumerOfNotes(database, hearing, 'restored', { metrics });
    const stale = async () => {
      const { values } = await metrics.handled.get();
      return values.filter(({ labels }) => labels.outcome === 'stale').map(({ value }) => value);
    };
    expect(await stale()).toEqual([0]);
    const [first, second] = [turned(note, 1), turned(note, 2)];
    await consumer.handle([first, second]);
    await consumer.handle([second, first]);
    expect(await stale()).toEqual([0]);

    await consumer.handle([turned(note, 1), turned(note, 4)]);
    await consumer.handle([turned(note, 4)]);

    expect(await stale()).toEqual([2]);
    await consumer.handle([turned(note, 3)]);
    expect(await consumedTurns(database, note)).toEqual([1, 2, 3, 4]);
  });

  it('have the same effect whatever await of their handler the service dies at', async () => {
    const group = randomUUID();
    for (let deathAt = 0; deathAt < 6; deathAt += 1) {
      const note = randomUUID();
      let awaits = 0;
      const step = async (work: () => Promise<unknown>) => {
        if (awaits === deathAt) throw Object.assign(new Error('killed'), { code: '57P01' });
        awaits += 1;
        await work();
      };
      const dying = listeningToNotes(async (id, turn) => {
        await step(() => consume(database, id, turn));
        await step(() =>
          database.query(sql`insert into note values (${id}, ${turn}) on conflict do nothing`),
        );
        await step(() => database.query(sql`update note set turn = turn + 1 where note_id = ${id}`));
      });
      const event = turned(note, 1);
      await consumerOf(dying, group)
        .handle([event])
        .catch(() => undefined);
      const living = listeningToNotes(async (id, turn) => {
        await consume(database, id, turn);
        await database.query(sql`insert into note values (${id}, ${turn}) on conflict do nothing`);
        await database.query(sql`update note set turn = turn + 1 where note_id = ${id}`);
      });
      await consumerOf(living, group).handle([event]);
      const [kept] = await database.query<{ turn: number }>(
        sql`select turn from note where note_id = ${note}`,
      );
      expect({ deathAt, turns: await consumedTurns(database, note), kept }).toEqual({
        deathAt,
        turns: [1],
        kept: { turn: 2 },
      });
    }
  });
});

describe('a message that cannot be taken in', () => {
  const envelopeOf = (record: Delivery): Record<string, unknown> =>
    JSON.parse(Buffer.from(record.value ?? []).toString());
  const changed = (note: string, change: (document: Record<string, unknown>) => unknown): Delivery => {
    const record = turned(note, 1);
    return { ...record, value: Buffer.from(JSON.stringify(change(envelopeOf(record)))) };
  };

  it.each<[string, string, (note: string) => Delivery]>([
    ['no JSON', 'undecodable', (note) => ({ ...turned(note, 1), value: Buffer.from('{oops') })],
    ['no value', 'undecodable', (note) => ({ ...turned(note, 1), value: null })],
    ['no CloudEvent', 'undecodable', (note) => ({ ...turned(note, 1), value: Buffer.from('{"a":1}') })],
    [
      'an unknown type',
      'unknown-type',
      (note) => changed(note, (event) => ({ ...event, type: 'recoup.note.sung.v1' })),
    ],
    [
      'a newer version',
      'newer-version',
      (note) => changed(note, (event) => ({ ...event, type: 'recoup.note.turned.v2' })),
    ],
    [
      'wrong data',
      'contract',
      (note) => changed(note, (event) => ({ ...event, data: { noteId: note, turn: 'one' } })),
    ],
    ["another's key", 'foreign-key', (note) => ({ ...turned(randomUUID(), 1), key: note })],
  ])('with %s is kept with its bytes, and the rest goes on', async (_what, errorClass, poison) => {
    const [note, other] = [randomUUID(), randomUUID()];
    const bad = poison(note);
    await consumerOf(hearing).handle([bad, turned(other, 1)]);
    expect(await consumedTurns(database, other)).toEqual([1]);
    const [deadLetter] = await deadLettersOf(database, note);
    expect(deadLetter?.errorClass).toBe(errorClass);
    expect(deadLetter?.value ?? null).toEqual(bad.value === null ? null : Buffer.from(bad.value));
  });

  it('because its handler fails is tried, buried, and holds back only its own aggregate until it is replayed', async () => {
    const [bad, good] = [randomUUID(), randomUUID()];
    let broken = true;
    const subscription = listeningToNotes(async (note, turn) => {
      if (note === bad && turn === 1 && broken) throw new TypeError('cannot read properties of undefined');
      await consume(database, note, turn);
    });
    const consumer = consumerOf(subscription);
    await consumer.handle([turned(bad, 1), turned(good, 1), turned(bad, 2), turned(good, 2)]);
    expect(await consumedTurns(database, good)).toEqual([1, 2]);
    expect(await consumedTurns(database, bad)).toEqual([]);
    const [deadLetter] = await deadLettersOf(database, bad);
    if (!deadLetter) throw new Error('no dead letter');
    expect(await consumer.replay(deadLetter, { operator: 'operator-1' })).toMatchObject({
      error: expect.stringContaining('TypeError'),
    });

    broken = false;
    expect(await consumer.replay(deadLetter, { operator: 'operator-1' })).toBeUndefined();

    expect(await consumedTurns(database, bad)).toEqual([1, 2]);
    expect(await deadLettersOf(database, bad)).toEqual([]);
  });
});

describe('state', () => {
  it('keeps the newest of each aggregate and waits for nothing', async () => {
    const note = randomUUID();
    const applied: number[] = [];
    const subscription = state([NoteTurnedV1], async (newest) => {
      applied.push(...newest.map((event) => event.data.turn));
    });
    await consumerOf(subscription).handle([turned(note, 5), turned(note, 7), turned(note, 6)]);
    expect(applied).toEqual([7]);
  });
});

describe('what is passed over', () => {
  /** The inbox of one consumer, and all that it knows of one note. */
  const inboxOfNote = () => {
    const [group, subject] = [randomUUID(), randomUUID()];
    const inbox = createInbox(
      database,
      group,
      (_topic, key, value) => read({ ...turned(key, 1), value: Buffer.from(value) }).event,
    );
    const received = (turn: number) => read(turned(subject, turn));
    const passOver = (
      sequence: number,
      id?: string,
      subscription: Parameters<typeof inbox.passOver>[0] = hearing,
    ) =>
      inbox.passOver(
        subscription,
        { partition: 0, position: '1' },
        { subject, sequence, ...(id === undefined ? {} : { id }) },
      );
    const known = async () => ({
      events: await database.query(sql`select event_id as id, outcome from inbox where consumer = ${group}`),
      reached: await database.query(
        sql`select sequence from inbox_version where consumer = ${group} and sequence > 0`,
      ),
    });
    return { inbox, subject, received, passOver, known };
  };

  it('an event that is passed over never has an effect, and the next one follows', async () => {
    const { inbox, subject, received, passOver, known } = inboxOfNote();
    const [first, second] = [received(1), received(2)];

    expect(await passOver(1, first.event.id)).toBe('passed');

    expect(await known()).toEqual({
      events: [{ id: first.event.id, outcome: 'discarded' }],
      reached: [{ sequence: 1 }],
    });
    expect(await inbox.take(hearing, [first, second])).toEqual(new Map([[second.event.id, 'applied']]));
    expect(await consumedTurns(database, subject)).toEqual([2]);
  });

  it('of an event that nobody can name, the sequence alone is passed over', async () => {
    const { inbox, subject, received, passOver, known } = inboxOfNote();

    expect(await passOver(1)).toBe('passed');

    expect(await known()).toEqual({ events: [], reached: [{ sequence: 1 }] });
    await inbox.take(hearing, [received(2)]);
    expect(await consumedTurns(database, subject)).toEqual([2]);
  });

  it('what others wait for is not passed over with what waits itself, and nothing is kept of the try', async () => {
    const { inbox, received, passOver, known } = inboxOfNote();
    const second = received(2);
    await inbox.take(hearing, [second]);
    const before = await known();

    expect(await passOver(2, second.event.id)).toBe('parked');

    expect(await known()).toEqual(before);
    expect(before).toEqual({ events: [{ id: second.event.id, outcome: 'parked' }], reached: [] });
  });

  it('an event that was taken in after all stays so; one that came too late is discarded', async () => {
    const { inbox, received, passOver, known } = inboxOfNote();
    const [first, late] = [received(1), received(1)];
    await inbox.take(hearing, [first, late]);

    expect(await passOver(1, first.event.id)).toBe('taken-in');
    expect(await passOver(1, late.event.id)).toBe('passed');

    const { events } = await known();
    expect(new Set(events)).toEqual(
      new Set([
        { id: first.event.id, outcome: 'applied' },
        { id: late.event.id, outcome: 'discarded' },
      ]),
    );
  });

  it('states have no sequence to fill: whatever waits, one is passed over with nothing kept', async () => {
    const { inbox, received, passOver, known } = inboxOfNote();
    await inbox.take(hearing, [received(2)]);
    const before = await known();

    expect(
      await passOver(
        3,
        randomUUID(),
        state([NoteTurnedV1], () => Promise.resolve()),
      ),
    ).toBe('passed');

    expect(await known()).toEqual(before);
  });
});
