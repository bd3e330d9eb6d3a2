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
import { silentProxy } from './silent-proxy.fixture.ts';
import { joinGroup } from './subscription.ts';

onKafka('a broker that falls silent', (brokers) => {
  const connection = { brokers, clientId: 'silent-broker' };

  const newTopic = async () => {
    const topic = `topic-${randomUUID()}`;
    await createTopics(connection, [{ topic, keep: { days: 1 } }], { replication: 1 });
    return topic;
  };

  const throughProxy = async (requestTimeout = 1_000) => {
    const [host = '', port = ''] = brokers[0]?.split(':') ?? [];
    const proxy = await silentProxy(host, Number(port));
    const kafka = new Kafka({
      clientId: 'silent-broker',
      brokers: [...brokers],
      logLevel: logLevel.NOTHING,
      requestTimeout,
      retry: { initialRetryTime: 50, retries: 5 },
      socketFactory: ({ onConnect }) => connect({ host: '127.0.0.1', port: proxy.port }, onConnect),
    });
    return { proxy, kafka };
  };

  it('is sent nothing new while a send that was given up may still land', { timeout: 60_000 }, async () => {
    const { proxy, kafka } = await throughProxy();
    const topic = await newTopic();
    const publisher = kafkaPublisher(
      kafka,
      () => undefined,
      () => undefined,
      { publishMs: 300, landedMs: 30_000 },
    );
    const publish = (text: string) =>
      publisher.publish([{ topic, key: 'key', headers: {}, value: Buffer.from(text) }]);
    // The first send opens the producer, which on a busy machine may take longer than this limit.
    await eventually(() => publish('1'));

    proxy.fallSilent();
    await expect(publish('2')).rejects.toBeInstanceOf(BusAway);
    await eventually(() => publish('2'));
    await eventually(() => publish('3'));
    // Long enough for every try of the send that was given up.
    await new Promise((resolve) => setTimeout(resolve, 3_000));

    const bus = kafkaBus(connection);
    const consumed: string[] = [];
    await bus.subscribe({
      group: randomUUID(),
      topics: [topic],
      handle: async (batch) =>
        void consumed.push(...batch.map(({ value }) => Buffer.from(value ?? []).toString())),
      onError: () => undefined,
    });
    await eventually(() => expect(consumed).toContain('3'));
    await bus.close();
    await publisher.close();
    await proxy.close();
    expect(consumed).toEqual(consumed.toSorted());
  });

  it('ends the process rather than send anything new when the end of a send is not known', async () => {
    const { proxy, kafka } = await throughProxy(20_000);
    const topic = await newTopic();
    const stuck: string[] = [];
    const limits = { publishMs: 200, landedMs: 300 };
    const publisher = kafkaPublisher(
      kafka,
      () => undefined,
      (reason) => stuck.push(reason),
      limits,
    );
    const publish = (text: string) =>
      publisher.publish([{ topic, key: 'key', headers: {}, value: Buffer.from(text) }]);
    await eventually(() => publish('1'));

    proxy.fallSilent();
    await expect(publish('2')).rejects.toBeInstanceOf(BusAway);
    await expect(publish('3')).rejects.toBeInstanceOf(BusAway);
    await expect(publish('3')).rejects.toBeInstanceOf(BusAway);

    expect(stuck).toContain('a send that was given up does not end');
    await publisher.close();
    await proxy.close();
  });

  it('shows in the counts of a member, which goes on when it is answered again', {
    timeout: 60_000,
  }, async () => {
    const { proxy, kafka } = await throughProxy();
    const topic = await newTopic();
    const admin = kafka.admin();
    await admin.connect();
    const counts = new Map<string, number>();
    const consumed: string[] = [];
    const member = await joinGroup({
      kafka,
      admin: async () => admin,
      group: randomUUID(),
      topics: [topic],
      handle: async (batch) => void consumed.push(...batch.map(({ key }) => key)),
      count: (event) => void counts.set(event, (counts.get(event) ?? 0) + 1),
      onError: () => undefined,
      onStuck: () => undefined,
      pauseMs: 100,
      stuckAfterMs: 60_000,
      sessionMs: 6_000,
    });
    const bus = kafkaBus(connection);
    const publish = (key: string) => bus.publish([{ topic, key, headers: {}, value: Buffer.from('text') }]);
    await publish('before');
    await eventually(() => expect(consumed).toEqual(['before']));
    expect(counts.get('fetch')).toBeGreaterThan(0);
    expect(counts.get('request-timeout')).toBeUndefined();

    proxy.fallSilent();
    await publish('after');

    await eventually(() => expect(counts.get('request-timeout')).toBeGreaterThan(0));
    await eventually(() => expect(consumed).toContain('after'));
    await member.stop();
    await admin.disconnect();
    await bus.close();
    await proxy.close();
  });
});
