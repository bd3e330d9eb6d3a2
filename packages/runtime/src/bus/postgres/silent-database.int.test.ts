import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Bus, BusAway } from '../bus.ts';
import { type SilentProxy, silentProxy } from '../kafka/silent-proxy.fixture.ts';
import { postgresBus } from './postgres-bus.ts';

let database: TestDatabase;
let proxy: SilentProxy;
let bus: Bus;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { hostname, port } = new URL(database.adminUrl);
  proxy = await silentProxy(hostname, Number(port));
  bus = postgresBus({
    url: proxy.through(database.adminUrl),
    pollMs: 20,
    poolSize: 3,
    answerWithinMs: 500,
  });
});
afterEach(async () => {
  await bus.close();
  await proxy.close();
});

const record = (topic: string, text: string) => ({
  ...{ topic, key: 'key', headers: {} },
  value: Buffer.from(text),
});

it('publishes by new connections when the wire of those it had has fallen silent', async () => {
  const topic = `topic-${randomUUID()}`;
  await Promise.all(['a', 'b', 'c'].map((text) => bus.publish([record(topic, text)])));
  proxy.fallSilent();

  const answers = await Promise.all(
    ['d', 'e', 'f'].map((text) => bus.publish([record(topic, text)]).catch((error: unknown) => error)),
  );

  for (const answer of answers) expect(answer).toBeInstanceOf(BusAway);
  await bus.publish([record(topic, 'g')]);
});

it('hands a batch out again when the wire falls silent while it is handled', async () => {
  const topic = `topic-${randomUUID()}`;
  const handed: string[] = [];
  const errors: unknown[] = [];
  await bus.publish([record(topic, 'first')]);
  await bus.subscribe({
    group: randomUUID(),
    topics: [topic],
    handle: async (batch) => {
      if (handed.length === 0) proxy.fallSilent();
      handed.push(...batch.map(({ value }) => Buffer.from(value ?? []).toString()));
    },
    onError: (error) => errors.push(error),
  });

  await eventually(() => expect(handed).toEqual(['first', 'first']));
  await bus.publish([record(topic, 'second')]);
  await eventually(() => expect(handed).toEqual(['first', 'first', 'second']));
  expect(errors.length).toBeGreaterThan(0);
});
