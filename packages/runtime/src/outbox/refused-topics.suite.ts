import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterEach, expect, it } from 'vitest';
import type { Bus } from '../bus/bus.ts';
import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import { startRelay } from './relay.ts';

export type BusWithTopics = {
  /** A database with the tables of notes. */
  readonly database: () => TestDatabase;
  /** A member with the rights of notes. */
  readonly member: () => Promise<Bus>;
  /** A member that may read everything. */
  readonly reader: () => Promise<Bus>;
  /** Makes a topic, and lets notes write it. */
  readonly makeTopic: (topic: string) => Promise<void>;
};

/** A topic that is missing or forbidden holds back itself alone, whatever carries the messages. */
export const refusedTopicsSuite = (underTest: () => BusWithTopics): void => {
  const open: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
  const opened = async (bus: Promise<Bus>): Promise<Bus> => {
    open.push((await bus).close);
    return bus;
  };
  const append = (topic: string, key: string, sequence: number) =>
    underTest()
      .database()
      .query(
        `insert into notes.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
         values (gen_random_uuid(), $1, $2, $3, 'recoup.note.turned.v1', 'test', now(), $4)`,
        [topic, key, sequence, Buffer.from(String(sequence))],
      );
  const collected = async (topic: string) => {
    const texts: string[] = [];
    const reader = await opened(underTest().reader());
    await reader.subscribe({
      group: randomUUID(),
      topics: [topic],
      handle: async (batch) =>
        void texts.push(...batch.map(({ value }) => Buffer.from(value ?? []).toString())),
      onError: () => undefined,
    });
    return texts;
  };

  it('publishes everything else while a topic is missing, and its events in order once it is there', async () => {
    const [there, missing] = [`topic-${randomUUID()}`, `topic-${randomUUID()}`];
    await underTest().makeTopic(there);
    const [one, other] = [randomUUID(), randomUUID()];
    await append(missing, one, 1);
    await append(there, other, 1);
    await append(missing, one, 2);
    await append(there, other, 2);
    const relay = startRelay({
      url: underTest().database().runtimeUrl('notes'),
      schema: 'notes',
      bus: await opened(underTest().member()),
      compacted: new Set(),
      logger: createLogger('test', 'silent'),
      metrics: createMetrics('test'),
      holdMs: 1_000,
    });
    open.push(relay.stop);

    const texts = await collected(there);
    await eventually(() => expect(texts).toEqual(['1', '2']));
    const waiting = await underTest()
      .database()
      .query<{ topic: string }>('select topic from notes.outbox where published_at is null');
    expect(waiting.map(({ topic }) => topic)).toEqual([missing, missing]);

    await underTest().makeTopic(missing);
    const late = await collected(missing);
    await eventually(() => expect(late).toEqual(['1', '2']));
  });
};
