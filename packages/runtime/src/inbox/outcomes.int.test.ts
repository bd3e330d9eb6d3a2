import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { turned } from '../consumer/consumer-of-notes.fixture.ts';
import { createInbox } from './inbox.ts';
import { consume, consumedTurns, NoteTurnedV1, read } from './ledger-of-notes.fixture.ts';
import { notesInTest } from './notes-in-test.fixture.ts';
import { facts, on, state } from './subscription.ts';

const { database } = await notesInTest();
const { topic } = NoteTurnedV1;
const hearing = facts(topic, [on(NoteTurnedV1, ({ data }) => consume(database, data.noteId, data.turn))]);
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

describe('many facts that were taken in before', () => {
  it('are merely read', async () => {
    const inbox = inboxOf(randomUUID());
    const batch = notes(20);
    await inbox.take(hearing, batch);

    expect(await inReadOnlyTransaction(() => inbox.take(hearing, batch))).toEqual(new Map());
  });

  it('leave the new ones among them their effect', async () => {
    const inbox = inboxOf(randomUUID());
    const [known, fresh] = [notes(20), note()];
    await inbox.take(hearing, known);

    expect(await inbox.take(hearing, [...known, fresh])).toEqual(new Map([[fresh.event.id, 'applied']]));
    expect(await consumedTurns(database, fresh.event.subject)).toEqual([1]);
  });

  it('are handed on by a service that listens to them as states now', async () => {
    const inbox = inboxOf(randomUUID());
    const batch = notes(20);
    await inbox.take(hearing, batch);
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

    const outcomes = await inbox.take(hearing, [first, late, third]);
    const ignored = await inbox.take(facts(topic, []), [unheard]);

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
      await inbox.takeInTransaction(hearing, notes(3));
      return { before: begun, after: await writes() };
    });
    expect(after).toEqual({ inserted: before.inserted + 3, updated: before.updated });
  });

  it('changes when its turn has come after it was parked', async () => {
    const [group, subject] = [randomUUID(), randomUUID()];
    const [first, second] = [note(1, subject), note(2, subject)];
    const inbox = inboxOf(group);
    await inbox.take(hearing, [second]);
    await inbox.take(hearing, [first]);
    const [inTurn] = await inbox.parkedInTurn(topic, { among: [subject] });
    if (!inTurn) throw new Error('a parked event was expected');

    const taken = [await inbox.takeParked(facts(topic, []), inTurn), await inbox.takeParked(hearing, inTurn)];

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
