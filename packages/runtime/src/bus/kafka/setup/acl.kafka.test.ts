import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalKafka, startLocalKafka } from '@recoup/local/kafka/kafka';
import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import accesses from '../../../../../../deploy/kafka-access.json' with { type: 'json' };
import type { Bus } from '../../bus.ts';
import { kafkaBus } from '../kafka-bus.ts';
import { grantAccess } from './acl.ts';
import { createTopics } from './topics.ts';

const sasl = (username: string) => ({
  mechanism: 'scram-sha-512' as const,
  username,
  password: `${username}-secret`,
});
const login = (username: string) => ({ username, password: `${username}-secret` });

describe.runIf(kafkaAvailable())('brokers that know their users', () => {
  let kafka: LocalKafka;
  let folder = '';
  const open: Bus[] = [];
  const everyTopic = [...new Set(accesses.flatMap(({ writes, reads }) => [...writes, ...reads]))];
  const busOf = (user: string) => {
    const bus = kafkaBus({ brokers: kafka.brokers, clientId: user, sasl: sasl(user) });
    open.push(bus);
    return bus;
  };
  const record = (topic: string) => ({ topic, key: 'a', headers: {}, value: Buffer.from('x') });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recoup-access-'));
    kafka = await startLocalKafka({
      dataDir: join(folder, 'kafka'),
      port: 45_092,
      sasl: { admin: login('admin'), users: accesses.map(({ user }) => login(user)) },
    });
    const connection = { brokers: kafka.brokers, clientId: 'access', sasl: sasl('admin') };
    const plans = everyTopic.map((topic) => ({ topic, keep: { days: 1 } }));
    await createTopics(connection, plans, { replication: 1 });
    await grantAccess(connection, accesses);
    await grantAccess(connection, accesses);
  });
  afterAll(async () => {
    await Promise.all(open.map((bus) => bus.close()));
    await kafka?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(accesses)('let $user write and read what is its own affair', async ({ user, writes, reads }) => {
    const bus = busOf(user);
    // Rights reach the brokers a moment after they were given.
    for (const topic of writes) await eventually(() => bus.publish([record(topic)]));
    const admin = busOf('admin');
    for (const topic of reads) await admin.publish([record(topic)]);

    const consumed = new Set<string>();
    const subscription = await bus.subscribe({
      group: user,
      topics: reads,
      handle: async (batch) => {
        for (const { topic } of batch) consumed.add(topic);
      },
      onError: () => undefined,
    });

    await eventually(() => expect(consumed).toEqual(new Set(reads)));
    await eventually(async () => expect(await subscription.lag()).toBe(0));
  });

  it('let the risk service score among the scorers, and no other service', async () => {
    const lagFor = async (user: string) => {
      const lag = await busOf(user).subscribe({
        group: 'risk-scorer',
        topics: ['recoup.sync-shards.v1'],
        handle: async () => undefined,
        onError: () => undefined,
      });
      return lag.lag();
    };
    expect(await lagFor('risk-service')).toBeGreaterThanOrEqual(0);
    await expect(lagFor('notifier')).rejects.toThrow(/authoriz/i);
  });

  it.each(accesses)('refuse $user every other topic', async ({ user, writes }) => {
    const bus = busOf(user);
    // Who may write nowhere is not even let in as a producer.
    for (const topic of everyTopic.filter((one) => !writes.includes(one)))
      await expect(bus.publish([record(topic)])).rejects.toThrow(
        writes.length > 0 ? /authoriz.* topic|topic.* authoriz/i : /authoriz/i,
      );
  });
});
