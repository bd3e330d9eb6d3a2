import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../bus/bus.ts';
import { consumerOfNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { createMetrics } from '../process/metrics.ts';
import { createInbox } from './inbox.ts';
import { consume, consumedTurns, NoteTurnedV1, read } from './ledger-of-notes.fixture.ts';
import { notesInTest } from './notes-in-test.fixture.ts';
import { facts, on, type Subscription, state } from './subscription.ts';

const { database } = await notesInTest();

const hearingFacts = facts(NoteTurnedV1.topic, [
  on(NoteTurnedV1, ({ data }) => consume(database, data.noteId, data.turn)),
]);
const listen = (subscription: Subscription) => {
  const metrics = createMetrics('test');
  const group = randomUUID();
  const outcomes = async (): Promise<Readonly<Record<string, number>>> => {
    const { values } = await metrics.handled.get();
    return Object.fromEntries(
      values.filter(({ value }) => value > 0).map(({ labels, value }) => [String(labels.outcome), value]),
    );
  };
  return { ...consumerOfNotes(database, subscription, group, { metrics }), group, outcomes };
};

const inboxOf = (group: string) =>
  createInbox(
    database,
    group,
    (_topic, key, value) => read({ ...turned(key, 1), value: Buffer.from(value) }).event,
  );

const note = (turn = 1, of: string = randomUUID(), id?: string) => read(turned(of, turn, id));
const notes = (count: number) => Array.from({ length: count }, () => note());
const idsOf = (received: readonly ReturnType<typeof note>[]) => received.map(({ event }) => event.id);

const kept = async (group: string) => {
  const rows = await database.query<{ event_id: string; outcome: string }>(
    sql`select event_id, outcome from inbox where consumer = ${group}`,
  );
  return new Map(rows.map(({ event_id, outcome }) => [event_id, outcome]));
};

/** Rows of the inbox that this session has written, those of the transaction under way too. */
const writes = async () => {
  const [counted = { inserted: 0, updated: 0 }] = await database.query<
    Record<'inserted' | 'updated', number>
  >(sql`
    select n_tup_ins::int as inserted, n_tup_upd::int as updated from pg_stat_xact_user_tables
     where schemaname = 'notes' and relname = 'inbox'`);
  return counted;
};

/** Whatever writes fails inside. */
const inReadOnlyTransaction = <T>(work: () => Promise<T>): Promise<T> =>
  database.transaction(async () => {
    await database.query(sql`set transaction read only`);
    return work();
  });

it('a batch of facts that is replayed writes nothing, and each event counts as a duplicate', async () => {
  const { handle, outcomes, group } = listen(hearingFacts);
  const notes = Array.from({ length: 100 }, () => randomUUID());
  const batch = notes.map((note) => turned(note, 1));
  await handle(batch);
  const written = () =>
    database.query(sql`select event_id, xmin::text, outcome from inbox where consumer = ${group} order by 1`);
  const before = await written();

  await handle(batch);

  expect(await written()).toEqual(before);
  expect(await outcomes()).toEqual({ applied: 100, duplicate: 100 });
  for (const note of notes) expect(await consumedTurns(database, note)).toEqual([1]);
});

it('a batch of states leaves no rows in the inbox, and is handed on each time it comes', async () => {
  const handed: number[] = [];
  const hearingState = state([NoteTurnedV1], async (events) => {
    handed.push(...events.map(({ data }) => data.turn));
  });
  const { handle, group } = listen(hearingState);
  const note = randomUUID();

  for (const turns of [[1, 2], [1, 2], [1]]) await handle(turns.map((turn) => turned(note, turn)));

  expect(handed).toEqual([2, 2, 1]);
  expect(await database.query(sql`select event_id from inbox where consumer = ${group}`)).toEqual([]);
});

it('a batch of known, new and bad messages comes out as so many duplicates, effects and dead letters', async () => {
  const { handle, outcomes, group } = listen(hearingFacts);
  const known = Array.from({ length: 60 }, () => turned(randomUUID(), 1));
  await handle(known);
  const fresh = Array.from({ length: 30 }, () => randomUUID());
  const takenId = randomUUID();
  await handle([turned(randomUUID(), 1, takenId)]);
  const forged: Delivery = {
    ...turned(randomUUID(), 1),
    value: Buffer.from(JSON.stringify({ id: takenId, type: NoteTurnedV1.type, data: 'not what it says' })),
  };

  await handle([...known, ...fresh.map((note) => turned(note, 1)), forged]);

  expect(await outcomes()).toEqual({ applied: 60 + 1 + 30, duplicate: 60 });
  for (const note of fresh) expect(await consumedTurns(database, note)).toEqual([1]);
  const dead = await database.query<{ value: Buffer }>(
    sql`select value from dead_letter where consumer = ${group}`,
  );
  expect(dead.map(({ value }) => value.toString())).toEqual([Buffer.from(forged.value ?? []).toString()]);
});

it('a batch consumed by two members at once has one effect', async () => {
  const one = listen(hearingFacts);
  const two = consumerOfNotes(database, hearingFacts, one.group);
  const notes = Array.from({ length: 40 }, () => randomUUID());
  const batch = notes.map((note) => turned(note, 1));

  await Promise.all([one.handle(batch), two.handle(batch)]);

  for (const note of notes) expect(await consumedTurns(database, note)).toEqual([1]);
});

it('an aggregate whose id is written in capitals is the same aggregate', async () => {
  const { handle, outcomes } = listen(hearingFacts);
  const note = randomUUID();
  await handle([turned(note.toUpperCase(), 1)]);
  await handle([turned(note, 1), turned(note.toUpperCase(), 2), turned(note, 3)]);

  expect(await consumedTurns(database, note)).toEqual([1, 2, 3]);
  expect(await outcomes()).toEqual({ applied: 3, stale: 1 });
});

it('an event whose id is written in capitals is taken in, once', async () => {
  const { handle, outcomes } = listen(hearingFacts);
  const note = randomUUID();
  const batch = [turned(note, 1, randomUUID().toUpperCase())];
  await handle(batch);
  await handle([...batch, ...Array.from({ length: 30 }, () => turned(randomUUID(), 1))]);

  expect(await consumedTurns(database, note)).toEqual([1]);
  expect(await outcomes()).toEqual({ applied: 31, duplicate: 1 });
});

describe('many facts that were taken in before', () => {
  it('are merely read', async () => {
    const inbox = inboxOf(randomUUID());
    const batch = notes(20);
    await inbox.take(hearingFacts, batch);

    expect(await inReadOnlyTransaction(() => inbox.take(hearingFacts, batch))).toEqual(new Map());
  });

  it('leave the new ones among them their effect', async () => {
    const inbox = inboxOf(randomUUID());
    const [known, fresh] = [notes(20), note()];
    await inbox.take(hearingFacts, known);

    expect(await inbox.take(hearingFacts, [...known, fresh])).toEqual(new Map([[fresh.event.id, 'applied']]));
    expect(await consumedTurns(database, fresh.event.subject)).toEqual([1]);
  });

  it('are handed on by a service that listens to them as states now', async () => {
    const inbox = inboxOf(randomUUID());
    const batch = notes(20);
    await inbox.take(hearingFacts, batch);
    const handed: string[] = [];
    const hearingState = state([NoteTurnedV1], async (events) => {
      handed.push(...events.map(({ id }) => id));
    });

    await inbox.take(hearingState, batch);

    expect(handed).toEqual(idsOf(batch));
  });
});

describe('what becomes of a fact', () => {
  it('is kept with its id: applied, parked, too late, or of no concern here', async () => {
    const [group, subject] = [randomUUID(), randomUUID()];
    const [first, late, third] = [note(1, subject), note(1, subject), note(3, subject)];
    const unheard = note();
    const inbox = inboxOf(group);

    const outcomes = await inbox.take(hearingFacts, [first, late, third]);
    const ignored = await inbox.take(facts(NoteTurnedV1.topic, []), [unheard]);

    const expected = [
      [first.event.id, 'applied'],
      [late.event.id, 'stale'],
      [third.event.id, 'parked'],
      [unheard.event.id, 'ignored'],
    ] as const;
    expect([...outcomes, ...ignored]).toEqual(expected);
    expect(await kept(group)).toEqual(new Map(expected));
  });

  it('is written once where it is applied, as nearly all are', async () => {
    const inbox = inboxOf(randomUUID());
    const { before, after } = await database.transaction(async () => {
      const begun = await writes();
      await inbox.takeInTransaction(hearingFacts, notes(3));
      return { before: begun, after: await writes() };
    });
    expect(after).toEqual({ inserted: before.inserted + 3, updated: before.updated });
  });

  it('changes when its turn has come after it was parked', async () => {
    const [group, subject] = [randomUUID(), randomUUID()];
    const [first, second] = [note(1, subject), note(2, subject)];
    const inbox = inboxOf(group);
    await inbox.take(hearingFacts, [second]);
    await inbox.take(hearingFacts, [first]);
    const [inTurn] = await inbox.parkedInTurn(NoteTurnedV1.topic, { among: [subject] });
    if (!inTurn) throw new Error('a parked event was expected');

    const taken = [
      await inbox.takeParked(facts(NoteTurnedV1.topic, []), inTurn),
      await inbox.takeParked(hearingFacts, inTurn),
    ];

    expect(taken).toEqual([new Map([[second.event.id, 'ignored']]), new Map()]);
    expect((await kept(group)).get(second.event.id)).toBe('ignored');
  });
});

it('states of no kind that is listened to are handed to nobody', async () => {
  const calls: unknown[] = [];
  const hearingNothing = {
    ...state([NoteTurnedV1], async (events) => {
      calls.push(events);
    }),
    types: new Set<string>(),
  };
  const unheard = note();

  const outcomes = await inboxOf(randomUUID()).take(hearingNothing, [unheard]);

  expect(outcomes).toEqual(new Map([[unheard.event.id, 'ignored']]));
  expect(calls).toEqual([]);
});
