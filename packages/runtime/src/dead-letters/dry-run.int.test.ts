import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { consumerOfNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { consume, NoteTurnedV1 } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { facts, on, state } from '../inbox/subscription.ts';
import { createOutbox, newEvent } from '../outbox/outbox.ts';
import { causedBy } from '../process/cause.ts';
import { armFailpoints } from '../process/failpoint.ts';
import { oneDeadLetterOf } from './dead-notes.fixture.ts';

const { database, server } = await notesInTest();

/** Hears a turn, tells another service and marks the note; `failing` turns fail after all of that. */
const working = (failing: ReadonlySet<number>) =>
  facts(NoteTurnedV1.topic, [
    on(NoteTurnedV1, async ({ data: { noteId, turn } }) => {
      await consume(database, noteId, turn);
      const outbox = createOutbox(database, '/recoup/notes', () => new Date('2026-03-31'));
      await outbox.append([newEvent(NoteTurnedV1, noteId, { noteId, turn })]);
      if (failing.has(turn)) throw new RangeError(`turn ${turn} is out of range`);
    }),
  ]);

const everything = async () => {
  const tables = [
    'outbox',
    'outbox_sequence',
    'inbox',
    'inbox_version',
    'inbox_parked',
    'dead_letter',
    'consumed',
  ];
  const held: Record<string, unknown> = {};
  for (const table of tables)
    held[table] = await server.query(`select * from notes.${table} order by 1, 2, 3`);
  return held;
};

describe('the dry run of a replay', () => {
  it('says what would happen with all that waits, and leaves not a byte behind', async () => {
    const note = randomUUID();
    const failing = new Set([1]);
    const consumer = consumerOfNotes(database, working(failing));
    await consumer.handle([turned(note, 1), turned(note, 2), turned(note, 3)]);
    const letter = await oneDeadLetterOf(database, note);
    expect(letter.waiting).toBe(2);
    const before = await everything();
    const published: string[] = [];
    database.afterCommit(() => published.push('a commit'));

    expect(await consumer.dryRun(letter)).toEqual({
      outcome: 'fails',
      error: 'RangeError: turn 1 is out of range',
      followers: 0,
    });
    failing.clear();
    expect(await consumer.dryRun(letter)).toEqual({ outcome: 'applied', error: null, followers: 2 });
    failing.add(3);
    expect(await consumer.dryRun(letter)).toEqual({
      outcome: 'applied',
      error: `event 3 of ${note}, which waited for this one, fails: RangeError: turn 3 is out of range`,
      followers: 1,
    });

    expect(published).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it('inside another transaction leaves that one as it is', async () => {
    const note = randomUUID();
    const failing = new Set([1]);
    const consumer = consumerOfNotes(database, working(failing));
    await consumer.handle([turned(note, 1)]);
    const letter = await oneDeadLetterOf(database, note);
    failing.clear();
    const other = randomUUID();
    await database.transaction(async () => {
      await database.query(sql`insert into note values (${other}, 1)`);
      expect(await consumer.dryRun(letter)).toMatchObject({ outcome: 'applied' });
    });
    expect(await database.query(sql`select turn from note where note_id = ${other}`)).toEqual([{ turn: 1 }]);
  });

  it('knows an event that is too early, too late, or was consumed already', async () => {
    const [early, late, consumed] = [randomUUID(), randomUUID(), randomUUID()];
    const failing = new Set([1, 2]);
    const group = randomUUID();
    const consumer = consumerOfNotes(database, working(failing), group);
    const first = turned(consumed, 1);
    await consumer.handle([turned(late, 1), first]);
    failing.clear();
    await consumer.handle([turned(late, 1), first]);
    await server.query(
      `insert into notes.dead_letter (dead_letter_id, consumer, topic, part, position, key, headers, value, error_class, error)
       values (gen_random_uuid(), $1, $2, 0, 'early', $3, '{}', $4, 'handler', 'planted')`,
      [group, NoteTurnedV1.topic, early, Buffer.from(turned(early, 2).value ?? [])],
    );
    const outcomes = await Promise.all(
      [early, late, consumed].map(
        async (key) => (await consumer.dryRun(await oneDeadLetterOf(database, key))).outcome,
      ),
    );
    expect(outcomes).toEqual(['parked', 'stale', 'duplicate']);
  });

  it('names why a message cannot be read', async () => {
    const note = randomUUID();
    const consumer = consumerOfNotes(database, working(new Set()));
    await consumer.handle([{ ...turned(note, 1), value: Buffer.from('{oops') }]);
    expect(await consumer.dryRun(await oneDeadLetterOf(database, note))).toMatchObject({
      outcome: 'fails',
      error: expect.stringContaining('not JSON'),
    });
  });

  it('of state says whether it would count', async () => {
    const note = randomUUID();
    let broken = true;
    const consumer = consumerOfNotes(
      database,
      state([NoteTurnedV1], async () => {
        if (broken) throw new Error('not yet');
      }),
    );
    await consumer.handle([turned(note, 1)]);
    broken = false;
    expect(await consumer.dryRun(await oneDeadLetterOf(database, note))).toMatchObject({
      outcome: 'applied',
    });
  });

  it('meets what the database checks only at a commit', async () => {
    await server.query(`
      create table notes.promise (note_id uuid references notes.note deferrable initially deferred);
      grant insert on notes.promise to recoup_notes`);
    const note = randomUUID();
    const promising = facts(NoteTurnedV1.topic, [
      on(NoteTurnedV1, async () => {
        await database.query(sql`insert into promise values (${note})`);
      }),
    ]);
    const consumer = consumerOfNotes(database, promising);
    await consumer.handle([turned(note, 1)]);
    expect(await consumer.dryRun(await oneDeadLetterOf(database, note))).toMatchObject({
      outcome: 'fails',
      error: expect.stringContaining('foreign key'),
    });
  });

  it('passes no failpoint at which a crash test ends the process', async () => {
    const note = randomUUID();
    const failing = new Set([1]);
    const consumer = consumerOfNotes(database, working(failing));
    await consumer.handle([turned(note, 1)]);
    const letter = await oneDeadLetterOf(database, note);
    const folder = mkdtempSync(join(tmpdir(), 'recoup-failpoint-'));
    const order = join(folder, 'order');
    armFailpoints(order);
    try {
      for (const name of ['event-before-transaction', 'event-in-transaction', 'event-after-effect']) {
        writeFileSync(order, `${name}:2`);
        await causedBy({ actor: 'test', correlationId: note }, () => consumer.dryRun(letter));
        expect(readFileSync(order, 'utf8')).toBe(`${name}:2`);
      }
    } finally {
      armFailpoints(undefined);
      rmSync(folder, { recursive: true });
    }
  });
});
