import { randomUUID } from 'node:crypto';
import { contract } from '@recoup/contracts/envelope';
import { eventually } from '@recoup/testkit/eventually';
import { randomRun, rounds } from '@recoup/testkit/random-run';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { type Bus, BusAway, type BusRecord } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import { NoteTurnedV1, notesDatabase } from '../inbox/ledger-of-notes.fixture.ts';
import { causedBy } from '../process/cause.ts';
import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import { createOutbox, newEvent, type Outbox } from './outbox.ts';
import { startRelay } from './relay.ts';
import { cause, turnNote, writersAtWork } from './turning-notes.fixture.ts';

const { random } = randomRun('relays under load');
let server: TestDatabase;
let database: Database;
let outbox: Outbox;
const running: { stop: () => Promise<void> }[] = [];

beforeAll(async () => {
  server = await testDatabase('notes');
  database = await notesDatabase(server, 24);
  outbox = createOutbox(database, '/recoup/notes', () => new Date());
});
afterEach(async () => {
  for (const relay of running.splice(0)) await relay.stop();
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const sink = () => {
  const records: BusRecord[] = [];
  const bus: Bus = {
    publish: async (batch) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      records.push(...batch);
    },
    subscribe: () => Promise.reject(new Error('nobody listens here')),
    close: () => Promise.resolve(),
  };
  return { bus, records };
};

const relayTo = (bus: Bus, { batchSize = 50, pollMs = 5, holdMs = 500 } = {}) => {
  const relay = startRelay({
    compacted: new Set(),
    url: server.runtimeUrl('notes'),
    schema: 'notes',
    bus,
    logger: createLogger('test', 'silent'),
    metrics: createMetrics('test'),
    pollMs,
    batchSize,
    holdMs,
  });
  running.push(relay);
  return relay;
};

const relaySessions = async (): Promise<readonly number[]> => {
  const rows = await server.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'recoup-relay-notes' and datname = current_database()`,
  );
  return rows.map(({ pid }) => pid);
};

const unpublishedOf = async (noteId: string): Promise<number> => {
  const rows = await database.query(sql`
    select from outbox where aggregate_id = ${noteId} and published_at is null`);
  return rows.length;
};

const turn = (noteId: string, slowMs = 0) => turnNote(database, outbox, noteId, slowMs);

const longNote = contract('recoup.note.written.v1', NoteTurnedV1.topic, z.object({ text: z.string() }));

type Message = { readonly sequence: number; readonly data: { readonly turn: number } };
const messageOf = (record: BusRecord): Message => JSON.parse(Buffer.from(record.value).toString());

it('loses and reorders nothing with four relays and slow writers under load', async () => {
  const { bus, records } = sink();
  for (let relay = 0; relay < 4; relay += 1) relayTo(bus);
  const notes = Array.from({ length: 20 }, () => randomUUID());
  await writersAtWork(database, outbox, notes, rounds(40), random);

  const [committed] = await database.query<{ count: string }>(sql`select count(*) from outbox`);
  const total = Number(committed?.count);
  expect(total).toBeGreaterThan(400);
  await eventually(() => expect(records).toHaveLength(total));
  for (const note of notes) {
    const own = records.filter((record) => record.key === note).map(messageOf);
    expect(own.map((message) => message.sequence)).toEqual(own.map((_, index) => index + 1));
    expect(own.map((message) => message.data.turn)).toEqual(own.map((_, index) => index + 1));
  }
});

it('hands the lead on when the leader stops', async () => {
  const { bus, records } = sink();
  const first = relayTo(bus);
  await turn(randomUUID());
  await eventually(() => expect(records).toHaveLength(1));
  relayTo(bus);
  await first.stop();
  running.splice(0, 1);
  await turn(randomUUID());
  await eventually(() => expect(records).toHaveLength(2));
});

it('leads again after its connection was cut, and marks nothing that was not kept', async () => {
  const { bus, records } = sink();
  let refusals = 3;
  relayTo({
    ...bus,
    publish: async (batch) => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('the broker is away');
      await bus.publish(batch);
    },
  });
  const note = randomUUID();
  await turn(note);
  await server.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'recoup-relay-notes' and datname = current_database()`,
  );
  await eventually(() => expect(records.some((record) => record.key === note)).toBe(true));
});

it('sends large events in order and at once, a few megabytes at a time', async () => {
  const { bus, records } = sink();
  const batches: number[] = [];
  const notes = Array.from({ length: 25 }, () => randomUUID());
  await database.query(sql`
    insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
    select gen_random_uuid(), ${NoteTurnedV1.topic}, note, 1, ${NoteTurnedV1.type}, 'test', now(), decode(repeat('00', 900000), 'hex')
      from unnest(${notes}::uuid[]) with ordinality as noted (note, ordinal) order by ordinal`);
  relayTo(
    {
      ...bus,
      publish: async (batch) => {
        batches.push(batch.reduce((sum, { value }) => sum + value.byteLength, 0));
        await bus.publish(batch);
      },
    },
    { batchSize: 500, pollMs: 600_000 },
  );
  await eventually(() => expect(records.map(({ key }) => key)).toEqual(notes));
  expect(batches).toEqual([7_200_000, 7_200_000, 7_200_000, 900_000]);
});

it('holds back only the aggregate whose event the bus does not take, until the bus takes it', async () => {
  const { bus, records } = sink();
  const [poisoned, other] = [randomUUID(), randomUUID()];
  let tooLarge = true;
  await turn(poisoned);
  await turn(other);
  await turn(poisoned);
  relayTo({
    ...bus,
    publish: async (batch) => {
      if (tooLarge && batch.some((record) => record.key === poisoned)) throw new Error('too large');
      await bus.publish(batch);
    },
  });
  await eventually(async () => expect(await unpublishedOf(other)).toBe(0));
  expect(records.map((record) => record.key)).toEqual([other]);
  expect(await unpublishedOf(poisoned)).toBe(2);

  tooLarge = false;

  await eventually(async () => expect(await unpublishedOf(poisoned)).toBe(0));
  expect(records.map((record) => record.key)).toEqual([other, poisoned, poisoned]);
});

it('ends the send under way and marks it before a stop is done', async () => {
  const { bus, records } = sink();
  const note = randomUUID();
  let sending = false;
  const relay = relayTo({
    ...bus,
    publish: async (batch) => {
      sending = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
      await bus.publish(batch);
    },
  });
  await turn(note);
  await eventually(() => expect(sending).toBe(true));
  await relay.stop();
  expect(records.map(({ key }) => key)).toEqual([note]);
  expect(
    await database.query(sql`select from outbox where aggregate_id = ${note} and published_at is null`),
  ).toEqual([]);
});

it('stops in seconds while a send hangs, and the next leader sends the same again', async () => {
  const { bus, records } = sink();
  const note = randomUUID();
  let sending = false;
  const relay = relayTo({
    ...bus,
    publish: () => {
      sending = true;
      return new Promise(() => undefined);
    },
  });
  await turn(note);
  await eventually(() => expect(sending).toBe(true));
  const began = performance.now();
  await relay.stop();
  expect(performance.now() - began).toBeLessThan(5_000);
  relayTo(bus);
  await eventually(() => expect(records.map(({ key }) => key)).toEqual([note]));
});

it('cannot be written outside a transaction, nor on nobody’s behalf', async () => {
  const note = randomUUID();
  const append = () => outbox.append([newEvent(NoteTurnedV1, note, { noteId: note, turn: 1 })]);
  await expect(causedBy(cause, append)).rejects.toThrow('inside a transaction');
  await expect(database.transaction(append)).rejects.toThrow('no cause');
});

it('keeps no event whose data its contract refuses, and nothing of the transaction that tells it', async () => {
  const note = randomUUID();
  const noteId = 'no id of a note';
  const telling = causedBy(cause, () =>
    database.transaction(async () => {
      await database.query(sql`insert into note (note_id, turn) values (${note}, 1)`);
      await outbox.append([newEvent(NoteTurnedV1, note, { noteId, turn: 1 })]);
    }),
  );

  await expect(telling).rejects.toThrow('Invalid UUID');

  expect(await database.query(sql`select from outbox where aggregate_id = ${note}`)).toEqual([]);
  expect(await database.query(sql`select from note where note_id = ${note}`)).toEqual([]);
});

it('keeps no event that is larger than a broker takes', async () => {
  const note = randomUUID();
  const telling = causedBy(cause, () =>
    database.transaction(() => outbox.append([newEvent(longNote, note, { text: 'x'.repeat(900 * 1024) })])),
  );

  await expect(telling).rejects.toThrow('larger than 900 KiB');
});

it('keeps neither event nor effect of a transaction that fails', async () => {
  const note = randomUUID();
  await expect(turn(note, 15)).rejects.toThrow('given up');
  const kept = await database.query(sql`select from outbox where aggregate_id = ${note}`);
  expect(kept).toEqual([]);
});

it.each([
  ['is away', () => new BusAway('no broker')],
  ['refuses everything', () => new Error('refused')],
])('keeps its lead and its pace while the bus %s and others go on writing', async (_how, failure) => {
  let tries = 0;
  const relay = relayTo({
    publish: () => {
      tries += 1;
      return Promise.reject(failure());
    },
    subscribe: () => Promise.reject(new Error('nobody listens here')),
    close: () => Promise.resolve(),
  });
  await turn(randomUUID());
  await eventually(() => expect(tries).toBeGreaterThan(0));
  const leading = await relaySessions();
  const before = tries;
  for (let commit = 0; commit < 20; commit += 1) relay.wake();
  await eventually(() => expect(tries).toBeGreaterThan(before), 5_000);

  expect(leading).toHaveLength(1);
  expect(await relaySessions()).toEqual(leading);
});
