import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { onKafka } from '@recoup/testkit/on-kafka';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTopics } from './topics.ts';

onKafka('the topics', (brokers) => {
  const connection = { brokers, clientId: 'topics-test' };
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  beforeAll(() => admin.connect());
  afterAll(() => admin.disconnect());

  const settingOf = async (topic: string, name: string) => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: [name] }],
    });
    return resources[0]?.configEntries[0]?.configValue;
  };

  it('are made once, keep what they shall keep, and are brought in line later', async () => {
    const [state, facts] = [`state-${randomUUID()}`, `facts-${randomUUID()}`];
    const plans = (days: number) => [
      { topic: state, keep: 'newest' as const },
      { topic: facts, keep: { days } },
    ];
    await createTopics(connection, plans(1), { replication: 1 });
    await createTopics(connection, plans(400), { replication: 1 });

    const { topics } = await admin.fetchTopicMetadata({ topics: [state, facts] });
    expect(topics.map(({ partitions }) => partitions.length)).toEqual([12, 12]);
    expect(await settingOf(state, 'cleanup.policy')).toBe('compact');
    expect(await settingOf(facts, 'cleanup.policy')).toBe('delete');
    await eventually(async () =>
      expect(await settingOf(facts, 'retention.ms')).toBe(String(400 * 86_400_000)),
    );
    expect(await settingOf(facts, 'compression.type')).toBe('gzip');
    expect(await settingOf(facts, 'min.insync.replicas')).toBe('1');
  });

  it('are taken by an installation that marked them, and by no other', async () => {
    const [topic, mark] = [`state-${randomUUID()}`, `embedded-${randomUUID()}`];
    const plans = [{ topic, keep: 'newest' as const }];
    await createTopics(connection, plans, { replication: 1, mark });
    await createTopics(connection, plans, { replication: 1, mark });

    const other = createTopics(connection, plans, { replication: 1, mark: `embedded-${randomUUID()}` });

    await expect(other).rejects.toThrow(
      `The topic ${topic} on ${brokers.join(', ')} belongs to another installation. Nothing was changed.`,
    );
    const marks = (await admin.listTopics()).filter((name) => name.startsWith('embedded-'));
    expect(marks).toEqual([mark]);
  });

  it('are refused with another number of partitions, since keys would lose their order', async () => {
    const topic = `narrow-${randomUUID()}`;
    await eventually(() => admin.createTopics({ topics: [{ topic, numPartitions: 3 }] }));
    await expect(createTopics(connection, [{ topic, keep: 'newest' }], { replication: 1 })).rejects.toThrow(
      `topic ${topic} has 3 partitions; it must have 12`,
    );
  });
});
