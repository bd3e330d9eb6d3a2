import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { afterEach, expect, it } from 'vitest';
import { type Bus, BusAway, type BusRecord } from '../bus/bus.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import { startRelay } from './relay.ts';

const { server } = await notesInTest();
const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const relay of running.splice(0)) await relay.stop();
  await server.query('truncate notes.outbox, notes.outbox_resend');
});

type Publish = (records: readonly BusRecord[]) => Promise<void>;
const relayTo = (publish: Publish, options: { readonly sendBytes?: number; readonly batchSize?: number }) => {
  const { batchSize = 500, ...bus } = options;
  const subscribe: Bus['subscribe'] = () => Promise.reject(new Error('nobody listens here'));
  running.push(
    startRelay({
      url: server.runtimeUrl('notes'),
      schema: 'notes',
      bus: { publish, subscribe, close: () => Promise.resolve(), ...bus },
      compacted: new Set(),
      logger: createLogger('test', 'silent'),
      metrics: createMetrics('test'),
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
  relayTo(
    async (part) => {
      sends += 1;
      if (sends % 2 === 0) throw new BusAway('no broker');
      records.push(...part.map(({ key }) => key));
    },
    { sendBytes: 3_000 },
  );

  await eventually(() => expect(records).toEqual(notes));
  await eventually(async () =>
    expect(await server.query('select from notes.outbox where published_at is null')).toEqual([]),
  );
  expect(records).toEqual(notes);
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
