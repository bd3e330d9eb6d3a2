import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { lockForEverybody } from '@recoup/testkit/lock-for-everybody';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Bus } from '../bus/bus.ts';
import { postgresBus } from '../bus/postgres/postgres-bus.ts';
import { consumerOfNotes } from '../consumer/consumer-of-notes.fixture.ts';
import type { Database } from '../database/database.ts';
import { consume, NoteTurnedV1, notesDatabase } from '../inbox/ledger-of-notes.fixture.ts';
import { facts, on } from '../inbox/subscription.ts';
import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import { createOutbox } from './outbox.ts';
import { startRelay } from './relay.ts';
import { turnNote, writersAtWork } from './turning-notes.fixture.ts';

const { seed, random } = randomRun('relays that all lead');
const leaders = 3;
const batchSize = 50;
const closing: (() => Promise<void>)[] = [];

const ofNotes = async () => {
  const server = await testDatabase('notes');
  const database = await notesDatabase(server, 24);
  closing.push(server.drop, database.close);
  return { server, database };
};

let server: TestDatabase;
let database: Database;
let undisturbed: Awaited<ReturnType<typeof ofNotes>>;
beforeAll(async () => {
  ({ server, database } = await ofNotes());
  undisturbed = await ofNotes();
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** Lets nobody pass before so many have arrived. */
const barrier = (parties: number) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  return {
    arrive: () => {
      arrived += 1;
      if (arrived === parties) resolve();
      return promise;
    },
  };
};

const listenerOf = (own: Database, bus?: Bus) => {
  const hearing = facts(NoteTurnedV1.topic, [
    on(NoteTurnedV1, ({ data: { noteId, turn } }) => consume(own, noteId, turn)),
  ]);
  return consumerOfNotes(own, hearing, 'listeners', bus && { bus });
};

/** All that a listener knows, in no order but that in which it consumed of each note. */
const tablesOf = async ({ query }: TestDatabase) => ({
  consumed: await query(
    'select note_id, array_agg(turn order by ordinal) from notes.consumed where turn > 0 group by 1 order by 1',
  ),
  inbox: await query('select consumer, event_id, outcome from notes.inbox order by 2'),
  versions: await query('select consumer, aggregate_id, sequence from notes.inbox_version order by 2'),
  parked: await query('select event_id from notes.inbox_parked'),
  dead: await query('select key from notes.dead_letter'),
});

it(`relays that all lead publish everything more than once, first in order, with the effect of one (seed ${seed})`, async () => {
  const bus = postgresBus({ url: server.adminUrl, pollMs: 10 });
  const consumed = await listenerOf(database, bus).start();
  const url = await lockForEverybody(server.adminUrl, 'notes');
  const notes = Array.from({ length: 20 }, () => randomUUID());
  const outbox = createOutbox(database, '/recoup/notes', () => new Date());
  // A batch is there before anybody leads, and no leader sends its first before all hold the same one.
  for (let number = 0; number < batchSize; number += 1)
    await turnNote(database, outbox, notes[number % notes.length] ?? '');
  const all = barrier(leaders);
  const relays = Array.from({ length: leaders }, () => {
    let first: Promise<void> | undefined;
    return startRelay({
      compacted: new Set(),
      url,
      schema: 'notes',
      // Each then holds its batch for a while, so that another one may have the same in its hands; and no lead is refused.
      bus: {
        publish: async (records) => {
          first ??= all.arrive();
          await first;
          await new Promise((resolve) => setTimeout(resolve, random.below(40)));
          await bus.publish(records);
        },
        subscribe: bus.subscribe,
        close: bus.close,
      },
      logger: createLogger('test', 'silent'),
      metrics: createMetrics('test'),
      pollMs: 5,
      batchSize,
    });
  });
  await writersAtWork(database, outbox, notes, rounds(30), random);
  await eventually(async () => {
    expect(await server.query('select from notes.outbox where published_at is null')).toEqual([]);
  }, withinMs(60_000));
  for (const relay of relays) await relay.stop();
  await eventually(async () => expect(await consumed.lag()).toBe(0), 60_000);
  await bus.close();

  const published = await server.query<{ topic: string; key: string; message: Buffer }>(
    'select topic, aggregate_id::text as key, message from notes.outbox order by id',
  );
  const arrived = (await server.query<{ value: Buffer }>('select value from bus.event order by seq')).map(
    ({ value }) => value.toString(),
  );
  const first = [...new Set(arrived)];
  console.log(`${arrived.length - first.length} of ${arrived.length} records were copies, seed ${seed}`);
  expect(published.length).toBeGreaterThan(200);
  expect(first.toSorted()).toEqual(published.map(({ message }) => message.toString()).sort());
  expect(arrived.length - first.length).toBeGreaterThanOrEqual((leaders - 1) * batchSize);
  for (const note of notes) {
    const sequences = first.map((text) => JSON.parse(text)).filter(({ subject }) => subject === note);
    expect(sequences.map(({ sequence }) => sequence)).toEqual(sequences.map((_, index) => index + 1));
  }

  const once = published.map(({ message, ...rest }, position) => ({
    ...rest,
    value: message,
    headers: {},
    partition: 0,
    position: String(position),
  }));
  await listenerOf(undisturbed.database).handle(once);
  expect(await tablesOf(server)).toEqual(await tablesOf(undisturbed.server));
});
