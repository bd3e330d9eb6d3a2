import { randomUUID } from 'node:crypto';
import { runKafkaTool } from '@recoup/local/kafka/kafka-tool';
import { eventually } from '@recoup/testkit/eventually';
import { onKafka } from '@recoup/testkit/on-kafka';
import kafkajs, { Kafka, logLevel } from 'kafkajs';
import { expect, it } from 'vitest';
import type { Delivery } from '../bus.ts';
import { kafkaBus } from './kafka-bus.ts';

onKafka('records of a foreign producer', (brokers) => {
  const client = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  /** Keeps records as their producer compressed them, unlike the topics of our own. */
  const topicAsProduced = async () => {
    const topic = `topic-${randomUUID()}`;
    const admin = client.admin();
    await admin.connect();
    const asProduced = [{ name: 'compression.type', value: 'producer' }];
    // The client's own wait fails where its broker has not consumed of the topic yet.
    await eventually(() =>
      admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries: asProduced }] }),
    );
    await admin.disconnect();
    return topic;
  };
  const collect = async (topic: string) => {
    const bus = kafkaBus({ brokers, clientId: 'foreign-test' });
    const consumed: Delivery[] = [];
    await bus.subscribe({
      group: randomUUID(),
      topics: [topic],
      handle: async (batch) => void consumed.push(...batch),
      onError: () => undefined,
    });
    return { bus, consumed };
  };

  it.each(['zstd', 'snappy', 'lz4', 'gzip'])('are read when they are compressed with %s', async (codec) => {
    const topic = await topicAsProduced();
    const lines = Array.from(
      { length: 3_000 },
      (_, n) => `${n} ${'packet '.repeat(n % 40)}${Math.imul(n, 48_271)}`,
    );
    await runKafkaTool(
      'org.apache.kafka.tools.ConsoleProducer',
      ['--bootstrap-server', brokers.join(','), '--topic', topic, '--compression-codec', codec],
      lines.join('\n'),
    );

    const { bus, consumed } = await collect(topic);

    await eventually(() => expect(consumed).toHaveLength(lines.length));
    expect(consumed.map(({ value }) => Buffer.from(value ?? []).toString())).toEqual(lines);
    await bus.close();
  });

  it('are handed on without a key, without a value, and with characters that no database takes', async () => {
    const topic = await topicAsProduced();
    const producer = client.producer();
    await producer.connect();
    await producer.send({
      topic,
      messages: [
        { value: 'no key' },
        { key: 'tombstone', value: null },
        {
          key: 'nul\0key',
          headers: { bad: 'nul\0header', twice: ['first', 'last'] },
          value: Buffer.from([0, 255]),
        },
      ],
    });
    await producer.disconnect();

    const { bus, consumed } = await collect(topic);

    await eventually(() => expect(consumed).toHaveLength(3));
    expect(consumed.map(({ key }) => key)).toEqual(['', 'tombstone', 'nul\uFFFDkey']);
    expect(consumed[1]?.value).toBeNull();
    expect(consumed[2]?.headers).toEqual({ bad: 'nul\uFFFDheader', twice: 'last' });
    expect(consumed[2]?.value).toEqual(Buffer.from([0, 255]));
    await bus.close();
  });

  it.each([
    ['committed', ['first', 'second']],
    ['aborted', ['first']],
  ] as const)('leave nothing to be taken when their transaction was %s', async (end, expected) => {
    const topic = await topicAsProduced();
    const producer = client.producer({
      transactionalId: randomUUID(),
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    const plain = kafkaBus({ brokers, clientId: 'foreign-test' });
    await plain.publish([{ topic, key: 'a', headers: {}, value: Buffer.from('first') }]);
    await plain.close();
    const transaction = await eventually(() => producer.transaction());
    await transaction.send({ topic, messages: [{ key: 'a', value: 'second' }] });
    await (end === 'committed' ? transaction.commit() : transaction.abort());
    await producer.disconnect();

    const group = randomUUID();
    const stuck: string[] = [];
    const bus = kafkaBus({
      brokers,
      clientId: 'foreign-test',
      stuckAfterMs: 1_000,
      onStuck: (reason) => stuck.push(reason),
    });
    const texts: string[] = [];
    const subscription = await bus.subscribe({
      group,
      topics: [topic],
      handle: async (batch) =>
        void texts.push(...batch.map(({ value }) => Buffer.from(value ?? []).toString())),
      onError: () => undefined,
    });

    await eventually(() => expect(texts).toEqual(expected));
    await eventually(async () => expect(await subscription.lag()).toBe(0));
    expect(stuck).toEqual([]);
    await bus.close();
  });

  it('are refused by the broker when they are compressed in name only', async () => {
    const topic = await topicAsProduced();
    const { CompressionCodecs, CompressionTypes } = kafkajs;
    const gzip = CompressionCodecs[CompressionTypes.GZIP];
    CompressionCodecs[CompressionTypes.GZIP] = () => ({
      compress: async () => Buffer.from('this was never compressed'),
      decompress: (bytes: Buffer) => Promise.resolve(bytes),
    });
    const producer = client.producer({ retry: { retries: 0 } });
    try {
      await producer.connect();
      const sent = producer.send({
        topic,
        compression: CompressionTypes.GZIP,
        messages: [{ key: 'a', value: 'b' }],
      });
      await expect(sent).rejects.toThrow();
    } finally {
      CompressionCodecs[CompressionTypes.GZIP] = gzip;
      await producer.disconnect();
    }
    const admin = client.admin();
    await admin.connect();
    expect(await admin.fetchTopicOffsets(topic)).toMatchObject([{ high: '0' }]);
    await admin.disconnect();
  });
});
