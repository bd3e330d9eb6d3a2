import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalKafka, startLocalKafka } from '@recoup/local/kafka/kafka';
import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import accesses from '../../../../../../deploy/kafka-access.json' with { type: 'json' };
import { accessSuite } from '../../access.suite.ts';
import { kafkaBus } from '../kafka-bus.ts';
import { grantAccess } from './acl.ts';
import { createTopics } from './topics.ts';

const sasl = (username: string) => ({
  mechanism: 'scram-sha-512' as const,
  username,
  password: `${username}-secret`,
});
const login = (username: string) => ({ username, password: `${username}-secret` });

describe.runIf(kafkaAvailable())('brokers that know their users', { timeout: 180_000 }, () => {
  let kafka: LocalKafka;
  let folder = '';
  const everyTopic = [...new Set(accesses.flatMap(({ writes, reads }) => [...writes, ...reads]))];
  const memberAs = async (user: string) =>
    kafkaBus({ brokers: kafka.brokers, clientId: user, sasl: sasl(user), pauseMs: 200 });

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
    await kafka?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  accessSuite(() => ({ memberAs, administrator: () => memberAs('admin') }));

  it('lets the risk service score among the scorers, and the scorer publish nothing', async () => {
    const risk = await memberAs('risk-service');
    const subscription = await risk.subscribe({
      group: 'risk-scorer',
      topics: ['recoup.sync-shards.v1'],
      handle: async () => undefined,
      onError: () => undefined,
    });
    expect(await subscription.lag()).toBeGreaterThanOrEqual(0);
    await risk.close();
    const scorer = await memberAs('risk-scorer');
    const record = { topic: 'recoup.sync-shards.v1', key: 'a', headers: {}, value: Buffer.from('x') };
    // Who may write nowhere is not even let in as a producer.
    await expect(scorer.publish([record])).rejects.toThrow(/authoriz/i);
    await scorer.close();
  });
});
