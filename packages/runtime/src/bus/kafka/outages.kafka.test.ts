import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalKafka, startLocalKafka } from '@recoup/local/kafka/kafka';
import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { eventually } from '@recoup/testkit/eventually';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bus, BusAway } from '../bus.ts';
import { kafkaBus } from './kafka-bus.ts';
import { createTopics } from './setup/topics.ts';

describe.runIf(kafkaAvailable())('Kafka that falls', { timeout: 180_000 }, () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const cluster = async (nodes: 1 | 3): Promise<LocalKafka> => {
    const folder = await mkdtemp(join(tmpdir(), 'recoup-outage-'));
    const kafka = await startLocalKafka({ dataDir: folder, nodes, port: 30_100, log: () => undefined });
    ends.push(
      () => rm(folder, { recursive: true, force: true }),
      () => kafka.stop(),
    );
    return kafka;
  };

  const topicOn = async ({ brokers }: LocalKafka, replication: number) => {
    const topic = `topic-${randomUUID()}`;
    await createTopics({ brokers, clientId: 'outage' }, [{ topic, keep: { days: 1 } }], { replication });
    return topic;
  };

  const opened = ({ brokers }: LocalKafka) => {
    const stuck: string[] = [];
    const bus = kafkaBus({
      brokers,
      clientId: 'outage',
      sessionMs: 6_000,
      onStuck: (reason) => stuck.push(reason),
    });
    ends.push(() => bus.close());
    return { bus, stuck };
  };

  /** What a relay does: the same records again until the bus has kept them. */
  const publishUntilKept = async (bus: Bus, topic: string, turn: number, keys: readonly string[]) => {
    for (let tries = 1; ; tries += 1) {
      try {
        await bus.publish(keys.map((key) => ({ topic, key, headers: {}, value: Buffer.from(String(turn)) })));
        return;
      } catch (error) {
        expect(error).toBeInstanceOf(BusAway);
        if (tries === 60) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };

  const listen = async (bus: Bus, topic: string) => {
    const consumed: { readonly key: string; readonly turn: number }[] = [];
    await bus.subscribe({
      group: randomUUID(),
      topics: [topic],
      handle: async (batch) => {
        for (const { key, value } of batch)
          consumed.push({ key, turn: Number(Buffer.from(value ?? []).toString()) });
      },
      onError: () => undefined,
    });
    return consumed;
  };

  const expectAllInOrder = async (
    consumed: readonly { readonly key: string; readonly turn: number }[],
    keys: readonly string[],
    turns: number,
  ) => {
    const all = Array.from({ length: turns }, (_, turn) => turn);
    await eventually(
      () => expect(new Set(consumed.map(({ key, turn }) => `${key} ${turn}`)).size).toBe(keys.length * turns),
      90_000,
    );
    for (const key of keys) {
      const own = consumed.filter((one) => one.key === key).map(({ turn }) => turn);
      // A repetition is allowed, a step back to something new is not.
      expect([...new Set(own)]).toEqual(all);
    }
  };

  it('loses and reorders nothing when one of three brokers is killed in mid-stream', async () => {
    const kafka = await cluster(3);
    const topic = await topicOn(kafka, 3);
    const { bus, stuck } = opened(kafka);
    const consumed = await listen(bus, topic);
    const keys = Array.from({ length: 10 }, (_, number) => `key-${number}`);

    for (let turn = 0; turn < 150; turn += 1) {
      if (turn === 50) await kafka.kill(1);
      if (turn === 100) await kafka.restart(1);
      await publishUntilKept(bus, topic, turn, keys);
    }

    await expectAllInOrder(consumed, keys, 150);
    expect(stuck).toEqual([]);
  });

  it('goes on by itself when the only broker comes back, and nothing that was sent is missing', async () => {
    const kafka = await cluster(1);
    const topic = await topicOn(kafka, 1);
    const { bus, stuck } = opened(kafka);
    const consumed = await listen(bus, topic);
    const keys = ['a', 'b', 'c'];
    for (let turn = 0; turn < 20; turn += 1) await publishUntilKept(bus, topic, turn, keys);

    await kafka.kill(0);
    const refused = await bus
      .publish([{ topic, key: 'a', headers: {}, value: Buffer.from('20') }])
      .catch((error) => error);
    expect(refused).toBeInstanceOf(BusAway);
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    await kafka.restart(0);

    for (let turn = 20; turn < 40; turn += 1) await publishUntilKept(bus, topic, turn, keys);
    await expectAllInOrder(consumed, keys, 40);
    expect(stuck).toEqual([]);
  });

  it('stops in seconds while no broker answers', async () => {
    const kafka = await cluster(1);
    const topic = await topicOn(kafka, 1);
    const { bus } = opened(kafka);
    await listen(bus, topic);
    await kafka.kill(0);

    const began = performance.now();
    await bus.close();

    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
