import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { eventually } from '@recoup/testkit/eventually';
import { onKafka } from '@recoup/testkit/on-kafka';
import { Kafka, logLevel } from 'kafkajs';
import { expect, it } from 'vitest';
import { kafkaBus } from '../kafka-bus.ts';
import { createTopics } from '../kafka-topics.ts';
import { silentProxy } from '../silent-proxy.fixture.ts';
import { joinGroup } from './subscription.ts';

onKafka('a broker that falls silent', (brokers) => {
  const connection = { brokers, clientId: 'silent-broker' };

  it('shows in the counts of a member, which goes on when it is answered again', {
    timeout: 60_000,
  }, async () => {
    const topic = `topic-${randomUUID()}`;
    await createTopics(connection, [{ topic, keep: { days: 1 } }], { replication: 1 });
    const [host = '', port = ''] = brokers[0]?.split(':') ?? [];
    const proxy = await silentProxy(host, Number(port));
    const kafka = new Kafka({
      clientId: 'silent-broker',
      brokers: [...brokers],
      logLevel: logLevel.NOTHING,
      requestTimeout: 1_000,
      retry: { initialRetryTime: 50, retries: 5 },
      socketFactory: ({ onConnect }) => connect({ host: '127.0.0.1', port: proxy.port }, onConnect),
    });
    const admin = kafka.admin();
    await admin.connect();
    const counts = new Map<string, number>();
    const heard: string[] = [];
    const member = await joinGroup({
      kafka,
      admin: async () => admin,
      group: randomUUID(),
      topics: [topic],
      handle: async (batch) => void heard.push(...batch.map(({ key }) => key)),
      count: (event) => void counts.set(event, (counts.get(event) ?? 0) + 1),
      onError: () => undefined,
      onStuck: () => undefined,
      pauseMs: 100,
      stuckAfterMs: 60_000,
      sessionMs: 6_000,
    });
    const bus = kafkaBus(connection);
    const tell = (key: string) => bus.publish([{ topic, key, headers: {}, value: Buffer.from('told') }]);
    await tell('before');
    await eventually(() => expect(heard).toEqual(['before']));
    expect(counts.get('fetch')).toBeGreaterThan(0);
    expect(counts.get('request-timeout')).toBeUndefined();

    proxy.fallSilent();
    await tell('after');

    await eventually(() => expect(counts.get('request-timeout')).toBeGreaterThan(0));
    await eventually(() => expect(heard).toContain('after'));
    await member.stop();
    await admin.disconnect();
    await bus.close();
    await proxy.close();
  });
});
