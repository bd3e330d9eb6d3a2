import { randomUUID } from 'node:crypto';
import { eventRecord } from '@recoup/testkit/event-record';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BusRecord, Delivery } from './bus.ts';
import type { Consumer } from './consumer.ts';
import { consumerOfNotes } from './consumer-of-notes.fixture.ts';
import type { Database } from './database.ts';
import { type DeadLetter, findDeadLetter, listDeadLetters } from './dead-letters.ts';
import { hear, heardTurns, NoteTurnedV1, notesDatabase } from './ledger-of-notes.fixture.ts';
import { facts, on, type Subscription, state } from './subscription.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await testDatabase('notes');
  database = await notesDatabase(server);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const consumerOf = (subscription: Subscription, group?: string): Consumer =>
  consumerOfNotes(database, subscription, group);

const listening = (apply: (noteId: string, turn: number) => Promise<void>) =>
  facts(NoteTurnedV1.topic, [on(NoteTurnedV1, ({ data }) => apply(data.noteId, data.turn))]);
const hearing = listening((noteId, turn) => hear(database, noteId, turn));

let position = 0;
const delivered = (record: BusRecord): Delivery => {
  position += 1;
  return { ...record, partition: 0, position: String(position) };
};
const turned = (noteId: string, turn: number, id?: string) =>
  delivered(eventRecord(NoteTurnedV1, noteId, turn, { noteId, turn }, id));

const deadOf = async (key: string): Promise<readonly DeadLetter[]> => {
  const listed = (await listDeadLetters(database, 'dead')).filter((letter) => letter.key === key);
  const whole = await Promise.all(listed.map(({ deadLetterId }) => findDeadLetter(database, deadLetterId)));
  return whole.filter((letter) => letter !== undefined);
};

describe('facts', () => {
  it('delivered five times have one effect', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    const event = turned(note, 1);
    await consumer.handle([event, event]);
    await Promise.all([consumer.handle([event]), consumer.handle([event]), consumer.handle([event])]);
    expect(await heardTurns(database, note)).toEqual([1]);
  });

  it('wait for a missing predecessor and follow it in order', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    await consumer.handle([turned(note, 3), turned(note, 2)]);
    expect(await heardTurns(database, note)).toEqual([]);
    await consumer.handle([turned(note, 1)]);
    expect(await heardTurns(database, note)).toEqual([1, 2, 3]);
    const parked = await database.rows(sql`select from inbox_parked where aggregate_id = ${note}`);
    expect(parked).toEqual([]);
  });

  it('that come late under a new id are passed by', async () => {
    const note = randomUUID();
    const consumer = consumerOf(hearing);
    await consumer.handle([turned(note, 1), turned(note, 2)]);
    await consumer.handle([turned(note, 1)]);
    expect(await heardTurns(database, note)).toEqual([1, 2]);
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
      const dying = listening(async (id, turn) => {
        await step(() => hear(database, id, turn));
        await step(() => database.rows(sql`insert into note values (${id}, ${turn}) on conflict do nothing`));
        await step(() => database.rows(sql`update note set turn = turn + 1 where note_id = ${id}`));
      });
      const event = turned(note, 1);
      await consumerOf(dying, group)
        .handle([event])
        .catch(() => undefined);
      const living = listening(async (id, turn) => {
        await hear(database, id, turn);
        await database.rows(sql`insert into note values (${id}, ${turn}) on conflict do nothing`);
        await database.rows(sql`update note set turn = turn + 1 where note_id = ${id}`);
      });
      await consumerOf(living, group).handle([event]);
      const [kept] = await database.rows<{ turn: number }>(
        sql`select turn from note where note_id = ${note}`,
      );
      expect({ deathAt, turns: await heardTurns(database, note), kept }).toEqual({
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
    expect(await heardTurns(database, other)).toEqual([1]);
    const [letter] = await deadOf(note);
    expect(letter?.errorClass).toBe(errorClass);
    expect(letter?.value ?? null).toEqual(bad.value === null ? null : Buffer.from(bad.value));
  });

  it('because its handler fails is tried, buried, and holds back only its own aggregate until it is replayed', async () => {
    const [bad, good] = [randomUUID(), randomUUID()];
    let broken = true;
    const subscription = listening(async (note, turn) => {
      if (note === bad && turn === 1 && broken) throw new TypeError('cannot read properties of undefined');
      await hear(database, note, turn);
    });
    const consumer = consumerOf(subscription);
    await consumer.handle([turned(bad, 1), turned(good, 1), turned(bad, 2), turned(good, 2)]);
    expect(await heardTurns(database, good)).toEqual([1, 2]);
    expect(await heardTurns(database, bad)).toEqual([]);
    const [letter] = await deadOf(bad);
    if (!letter) throw new Error('no dead letter');
    expect(await consumer.replay(letter, { operator: 'operator-1' })).toMatchObject({
      error: expect.stringContaining('TypeError'),
    });

    broken = false;
    expect(await consumer.replay(letter, { operator: 'operator-1' })).toBeUndefined();

    expect(await heardTurns(database, bad)).toEqual([1, 2]);
    expect(await deadOf(bad)).toEqual([]);
  });
});

describe('a dead letter that is replayed by a request', () => {
  it('and fails again stays dead, whatever its handler had done before, and the request goes on', async () => {
    const note = randomUUID();
    const consumer = consumerOf(
      listening(async (noteId, turn) => {
        await hear(database, noteId, turn);
        throw new RangeError('too late');
      }),
    );
    await consumer.handle([turned(note, 1)]);
    const [letter] = await deadOf(note);
    if (!letter) throw new Error('no dead letter');

    const answer = await database.transaction(() => consumer.replay(letter, { operator: 'operator-1' }));

    expect(answer).toEqual({ error: 'RangeError: too late' });
    expect(await heardTurns(database, note)).toEqual([]);
    expect(await deadOf(note)).toMatchObject([{ state: 'dead', attempts: letter.attempts + 1 }]);
  });

  it('and breaks a rule of the database stays dead as well', async () => {
    const note = randomUUID();
    const writing = listening(async (noteId) => {
      await database.rows(sql`insert into note values (${noteId}, 1), (${noteId}, 2)`);
    });
    const consumer = consumerOf(writing);
    await consumer.handle([turned(note, 1)]);
    const [letter] = await deadOf(note);
    if (!letter) throw new Error('no dead letter');

    const answer = await database.transaction(() => consumer.replay(letter, { operator: 'operator-1' }));

    expect(answer).toMatchObject({ error: expect.stringContaining('duplicate key') });
    expect(await deadOf(note)).toMatchObject([{ state: 'dead', attempts: letter.attempts + 1 }]);
  });
});

describe('a dead letter that is discarded', () => {
  const reason = 'made by a faulty release';
  const discard = async (consumer: Consumer, key: string, sequence?: number) => {
    const [letter] = await deadOf(key);
    if (!letter) throw new Error('no dead letter');
    return consumer.discard(letter, { operator: 'operator-1', reason, sequence });
  };
  const failingAt = (turns: readonly number[]) =>
    consumerOf(
      listening(async (note, turn) => {
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
    expect(await deadOf(note)).toEqual([]);
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
    const [first, second] = await deadOf(note);
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
    const letters = await deadOf(note);
    for (const letter of letters.toSorted((a, b) => b.partition - a.partition))
      expect(await consumer.discard(letter, { operator: 'operator-1', reason, sequence: 2 })).toBeUndefined();
    expect(await deadOf(note)).toEqual([]);
  });

  it('is replaced by the event behind it when that one fails, and only that one', async () => {
    const note = randomUUID();
    const consumer = failingAt([2]);
    const second = turned(note, 2);
    await consumer.handle([second]);
    await consumer.handle([turned(note, 1), turned(note, 3)]);

    expect(await heardTurns(database, note)).toEqual([1]);
    const letters = await deadOf(note);
    expect(letters.map(({ position }) => position)).toEqual([second.position]);
    expect(letters[0]?.error).toContain('out of range');

    expect(await discard(consumer, note)).toBeUndefined();
    expect(await heardTurns(database, note)).toEqual([1, 3]);
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
