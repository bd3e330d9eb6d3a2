import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { afterEach, expect, it } from 'vitest';
import { type Bus, BusAway, type BusRecord } from '../../bus/bus.ts';
import { NoteTurnedV1 } from '../../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import { causedBy } from '../../process/cause.ts';
import { createLogger } from '../../process/logger.ts';
import { createMetrics, type ServiceMetrics } from '../../process/metrics.ts';
import { createOutbox, newEvent } from '../outbox.ts';
import { startRelay } from '../relay.ts';

const { server, database } = await notesInTest();
const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const relay of running.splice(0)) await relay.stop();
  await server.query('truncate notes.outbox, notes.outbox_resend');
});

type Options = {
  readonly sendBytes?: number;
  readonly batchSize?: number;
  readonly metrics?: ServiceMetrics;
};
type Publish = (records: readonly BusRecord[]) => Promise<void>;
const relayTo = (publish: Publish, options: Options) => {
  const { batchSize = 500, metrics = createMetrics('test'), ...bus } = options;
  const subscribe: Bus['subscribe'] = () => Promise.reject(new Error('nobody listens here'));
  running.push(
    startRelay({
      url: server.runtimeUrl('notes'),
      schema: 'notes',
      bus: { publish, subscribe, close: () => Promise.resolve(), ...bus },
      compacted: new Set(),
      logger: createLogger('test', 'silent'),
      metrics,
      pollMs: 5,
      batchSize,
    }),
  );
};
const append = (keys: readonly string[], bytes = 10) =>
  server.query(
    `insert into notes.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
     select gen_random_uuid(), 'recoup.notes.v1', key, 1, 'recoup.note.turned.v1', 'test', now(), decode(repeat('00', $2), 'hex')
       from unnest($1::uuid[]) with ordinality as noted (key, ordinal) order by ordinal`,
    [keys, bytes],
  );
const keys = (count: number) => Array.from({ length: count }, () => randomUUID());

it('marks each part that the bus has kept, and sends it once, while every other send fails', async () => {
  const notes = keys(9);
  await append(notes, 1_000);
  const records: string[] = [];
  let sends = 0;
  const metrics = createMetrics('test');
  relayTo(
    async (part) => {
      sends += 1;
      if (sends % 2 === 0) throw new BusAway('no broker');
      records.push(...part.map(({ key }) => key));
    },
    { sendBytes: 3_000, metrics },
  );

  await eventually(() => expect(records).toEqual(notes));
  await eventually(async () =>
    expect(await server.query('select from notes.outbox where published_at is null')).toEqual([]),
  );
  expect(records).toEqual(notes);
  expect((await metrics.published.get()).values.map(({ value }) => value)).toEqual([notes.length]);
});

it('carries each event as it was committed: its topic and key, its place among those of its aggregate, and its cause', async () => {
  const [noteId, causationId] = [randomUUID(), randomUUID()];
  const outbox = createOutbox(database, '/recoup/notes', () => new Date('2026-03-31T10:00:00Z'));
  const cause = { actor: 'uma', correlationId: 'request-1', causationId, businessDate: '2026-03-30' };
  const turns = [1, 2].map((turn) => newEvent(NoteTurnedV1, noteId, { noteId, turn }));
  await causedBy(cause, () => database.transaction(() => outbox.append(turns)));
  const records: BusRecord[] = [];
  relayTo(async (part) => void records.push(...part), {});

  await eventually(() => expect(records).toHaveLength(2));
  const { topic, type } = NoteTurnedV1;
  expect(records).toMatchObject(
    [1, 2].map((sequence) => ({
      topic,
      key: noteId,
      sequence,
      headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8', ce_type: type },
    })),
  );
  expect(records.map(({ value }) => JSON.parse(Buffer.from(value).toString()))).toMatchObject(
    [1, 2].map((sequence) => ({
      ...{ type, source: '/recoup/notes', subject: noteId, partitionkey: noteId, sequence },
      ...{ time: '2026-03-31T10:00:00.000Z', actor: 'uma', correlationid: 'request-1' },
      ...{ causationid: causationId, businessdate: '2026-03-30', data: { noteId, turn: sequence } },
    })),
  );
});

it('reaches what waits behind several batches of events that the bus does not take', async () => {
  const refused = new Set<string>(keys(35));
  const behind = randomUUID();
  await append([...refused, behind]);
  const records: string[] = [];
  relayTo(
    async (part) => {
      if (part.some(({ key }) => refused.has(key))) throw new Error('too large');
      records.push(...part.map(({ key }) => key));
    },
    { batchSize: 10 },
  );

  await eventually(() => expect(records).toEqual([behind]));
});

it('gives up at the first event when the bus goes away while it looks for the one at fault', async () => {
  await append(keys(6));
  const sizes: number[] = [];
  relayTo((records) => {
    sizes.push(records.length);
    return Promise.reject(records.length > 1 ? new Error('too large') : new BusAway('no broker'));
  }, {});

  await eventually(() => expect(sizes.length).toBeGreaterThan(4));
  expect(sizes.slice(0, 4)).toEqual([6, 1, 6, 1]);
});
