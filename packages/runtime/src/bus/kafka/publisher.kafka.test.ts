import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { eventually } from '@recoup/testkit/eventually';
import { onKafka } from '@recoup/testkit/on-kafka';
import { Kafka, logLevel } from 'kafkajs';
import { expect, it } from 'vitest';
import { BusAway } from '../bus.ts';
import { kafkaBus } from './kafka-bus.ts';
import { kafkaPublisher } from './publisher.ts';
import { createTopics } from './setup/topics.ts';
import { swallowingProxy } from './swallowing-proxy.fixture.ts';

const record = (topic: string, key: string, text: string) => ({
  topic,
  key,
  headers: {},
  value: Buffer.from(text),
});

onKafka('sending to Kafka', (brokers) => {
  const connection = { brokers, clientId: 'publisher-test' };
  const newTopic = async () => {
    const topic = `topic-${randomUUID()}`;
    await createTopics(connection, [{ topic, keep: { days: 1 } }], { replication: 1 });
    return topic;
  };

  it('loses and reorders nothing while answers to sends are lost', { timeout: 120_000 }, async () => {
    const proxy = await swallowingProxy(Number(brokers[0]?.split(':')[1]));
    const wire = new Kafka({
      clientId: 'publisher-test',
      brokers: [...brokers],
      logLevel: logLevel.NOTHING,
      requestTimeout: 2_000,
      retry: { initialRetryTime: 50, retries: 5 },
      socketFactory: ({ onConnect }) => connect({ host: '127.0.0.1', port: proxy.port }, onConnect),
    });
    const topic = await newTopic();
    const publisher = kafkaPublisher(
      wire,
      () => undefined,
      () => undefined,
    );
    const keys = Array.from({ length: 5 }, (_, number) => `key-${number}`);

    for (let turn = 0; turn < 100; turn += 1) {
      if (turn % 5 === 2) proxy.loseNextAnswer();
      const send = () => publisher.publish(keys.map((key) => record(topic, key, String(turn))));
      await send().catch((error) => {
        expect(error).toBeInstanceOf(BusAway);
        return send();
      });
    }

    const bus = kafkaBus(connection);
    const consumed: { key: string; turn: number }[] = [];
    await bus.subscribe({
      group: randomUUID(),
      topics: [topic],
      handle: async (batch) => {
        for (const { key, value } of batch)
          consumed.push({ key, turn: Number(Buffer.from(value ?? []).toString()) });
      },
      onError: () => undefined,
    });
    await eventually(
      () => expect(new Set(consumed.map((one) => `${one.key} ${one.turn}`)).size).toBe(500),
      20_000,
    );
    expect(proxy.lost()).toBe(20);
    for (const key of keys) {
      const turns = consumed.filter((one) => one.key === key).map((one) => one.turn);
      expect(turns).toEqual(turns.toSorted((a, b) => a - b));
    }
    await publisher.close();
    await bus.close();
    await proxy.close();
  });

  it('says which failure is the fault of a record, and goes on after it', async () => {
    const bus = kafkaBus(connection);
    const topic = await newTopic();
    // Chance does not compress, so this is more than a broker takes.
    const large = Buffer.concat(Array.from({ length: 60_000 }, () => Buffer.from(randomUUID())));
    const refused = await bus.publish([{ ...record(topic, 'a', ''), value: large }]).catch((error) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(refused).not.toBeInstanceOf(BusAway);
    await bus.publish([record(topic, 'a', 'small')]);
    await bus.close();
  });

  it('says that the bus is away when no broker answers, and when it is closed', async () => {
    const nobody = kafkaBus({ brokers: ['127.0.0.1:1'], clientId: 'publisher-test' });
    await expect(nobody.publish([record('any', 'a', 'x')])).rejects.toBeInstanceOf(BusAway);
    await nobody.close();
    await expect(nobody.publish([record('any', 'a', 'x')])).rejects.toBeInstanceOf(BusAway);
  });
});
