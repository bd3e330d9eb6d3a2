import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterEach, expect, it } from 'vitest';
import type { Bus } from '../bus/bus.ts';
import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import { startRelay } from './relay.ts';

export type CompactingBus = {
  /** A database with the tables of notes. */
  readonly database: () => TestDatabase;
  readonly member: () => Promise<Bus>;
  /** A topic that nobody has used, of which the newest event of each key is kept. */
  readonly newTopic: () => Promise<string>;
  /** Has the bus remove what a newer event of its key has replaced, and resolves when it has. */
  readonly compact: (topic: string, read: () => Promise<readonly string[]>) => Promise<void>;
};

/** What a leader sends late never stands for the newest state, whatever carries the messages. */
export const lateLeaderSuite = (underTest: () => CompactingBus): void => {
  const open: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  const member = async (): Promise<Bus> => {
    const bus = await underTest().member();
    open.push(bus.close);
    return bus;
  };
  const relayOver = (bus: Bus, topic: string) => {
    const relay = startRelay({
      url: underTest().database().runtimeUrl('notes'),
      schema: 'notes',
      bus,
      compacted: new Set([topic]),
      landedAfterMs: 500,
      logger: createLogger('test', 'silent'),
      metrics: createMetrics('test'),
      pollMs: 20,
    });
    open.push(relay.stop);
  };
  const append = (topic: string, key: string, sequence: number) =>
    underTest()
      .database()
      .query(
        `insert into notes.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
         values (gen_random_uuid(), $1, $2, $3, 'recoup.note.turned.v1', 'test', now(), $4)`,
        [topic, key, sequence, Buffer.from(String(sequence))],
      );
  const unpublished = () =>
    underTest().database().query('select from notes.outbox where published_at is null');
  const endRelaySessions = () =>
    underTest()
      .database()
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'recoup-relay-notes'`,
      );
  const consumedOf = async (topic: string, key: string, group: string) => {
    const bus = await member();
    const texts: string[] = [];
    const subscription = await bus.subscribe({
      group,
      topics: [topic],
      handle: async (batch) => {
        for (const one of batch) if (one.key === key) texts.push(Buffer.from(one.value ?? []).toString());
      },
      onError: () => undefined,
    });
    return { texts, subscription };
  };
  /** What somebody who comes now finds. */
  const readFromZero = async (topic: string, key: string): Promise<readonly string[]> => {
    const { texts, subscription } = await consumedOf(topic, key, randomUUID());
    await eventually(async () => expect(await subscription.lag()).toBe(0));
    await subscription.stop();
    return texts;
  };

  it('keeps the newest state of a key when a leader that stood still after its read goes on', async () => {
    const [topic, key] = [await underTest().newTopic(), randomUUID()];
    const bus = await member();
    const standsStill = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    const landed = Promise.withResolvers<void>();
    relayOver(
      {
        ...bus,
        publish: async (...send) => {
          standsStill.resolve();
          await mayGoOn.promise;
          await bus.publish(...send).finally(landed.resolve);
        },
      },
      topic,
    );
    await append(topic, key, 1);
    await standsStill.promise;
    await endRelaySessions();
    await append(topic, key, 2);
    relayOver(await member(), topic);
    await eventually(async () => expect(await unpublished()).toEqual([]));
    const { texts } = await consumedOf(topic, key, randomUUID());

    mayGoOn.resolve();
    await landed.promise;

    // Where the bus cannot refuse the late one, the newest state follows it once more.
    const late = bus.takeLead ? [] : ['1'];
    await eventually(() => expect(texts.filter((text) => text === '1')).toEqual(['1', ...late]));
    await eventually(() => expect(texts.at(-1)).toBe('2'));
    await underTest().compact(topic, () => readFromZero(topic, key));
    expect((await readFromZero(topic, key)).at(-1)).toBe('2');
  });

  it('publishes no further part of a batch once its session was lost between two of them', async () => {
    const [topic, key] = [await underTest().newTopic(), randomUUID()];
    const bus = await member();
    const betweenParts = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    const parts: string[] = [];
    for (const sequence of [1, 2, 3]) await append(topic, key, sequence);
    relayOver(
      {
        ...bus,
        // So that each event is a part of its own.
        sendBytes: 1,
        publish: async (records, lead) => {
          parts.push(...records.map(({ value }) => Buffer.from(value).toString()));
          await bus.publish(records, lead);
          betweenParts.resolve();
          await mayGoOn.promise;
        },
      },
      topic,
    );
    await betweenParts.promise;
    await endRelaySessions();
    relayOver(await member(), topic);
    await eventually(async () => expect(await unpublished()).toEqual([]));

    mayGoOn.resolve();
    const { texts } = await consumedOf(topic, key, randomUUID());
    await eventually(() => expect(texts.at(-1)).toBe('3'));
    await new Promise((resolve) => setTimeout(resolve, 1_500));

    expect(parts).toEqual(['1']);
    expect([...new Set(texts)]).toEqual(['1', '2', '3']);
    expect(texts.at(-1)).toBe('3');
  });
};
