import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BusRecord } from '../bus/bus.ts';
import { type SilentProxy, silentProxy } from '../bus/kafka/silent-proxy.fixture.ts';
import { postgresBus } from '../bus/postgres/postgres-bus.ts';
import { openDatabase } from '../database/database.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import { createOutbox } from './outbox.ts';
import { startRelay } from './relay.ts';
import { turnNote } from './turning-notes.fixture.ts';

const { server, database } = await notesInTest();
const direct = server.runtimeUrl('notes');
let proxy: SilentProxy;
beforeEach(async () => {
  proxy = await silentProxy(new URL(direct).hostname, Number(new URL(direct).port));
});
afterEach(() => proxy.close());

const relayThroughProxy = () => {
  const records: BusRecord[] = [];
  const relay = startRelay({
    compacted: new Set(),
    url: proxy.through(direct),
    schema: 'notes',
    bus: {
      publish: async (batch) => void records.push(...batch),
      subscribe: () => Promise.reject(new Error('nobody listens here')),
      close: () => Promise.resolve(),
    },
    logger: createLogger('test', 'silent'),
    metrics: createMetrics('test'),
    pollMs: 20,
    answerWithinMs: 500,
  });
  return { relay, records };
};

it('has the database end the sessions of relay, bus and service half a minute after their host has vanished', async () => {
  const { relay } = relayThroughProxy();
  const bus = postgresBus({ url: proxy.through(server.adminUrl) });
  await bus.publish([{ topic: 'any', key: 'any', headers: {}, value: Buffer.from('text') }]);
  const service = await openDatabase({ url: proxy.through(direct), schema: 'notes', migrations: [] });
  const settings = await service.query(sql`
    select name, setting from pg_settings where name like 'tcp\\_%' order by name`);
  await eventually(() => expect(proxy.greetings()).toHaveLength(3));
  await service.close();
  await bus.close();
  await relay.stop();

  expect(settings).toEqual([
    { name: 'tcp_keepalives_count', setting: '3' },
    { name: 'tcp_keepalives_idle', setting: '10' },
    { name: 'tcp_keepalives_interval', setting: '5' },
    { name: 'tcp_user_timeout', setting: '30000' },
  ]);
  for (const asked of [
    'tcp_keepalives_idle=10',
    'tcp_keepalives_interval=5',
    'tcp_keepalives_count=3',
    'tcp_user_timeout=30000',
  ])
    expect(proxy.greetings()).toEqual([
      expect.stringContaining(asked),
      expect.stringContaining(asked),
      expect.stringContaining(asked),
    ]);
});

it('gives up a leading session whose wire has fallen silent, and leads again by a new one', async () => {
  const { relay, records } = relayThroughProxy();
  const outbox = createOutbox(database, '/recoup/notes', () => new Date());
  const [before, after] = [randomUUID(), randomUUID()];
  await turnNote(database, outbox, before);
  await eventually(() => expect(records.map(({ key }) => key)).toContain(before));

  proxy.fallSilent();
  await turnNote(database, outbox, after);

  await eventually(() => expect(records.map(({ key }) => key)).toContain(after), 8_000);
  expect(proxy.greetings().length).toBeGreaterThan(1);
  await relay.stop();
});
