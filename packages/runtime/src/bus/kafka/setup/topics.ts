import { setTimeout as pause } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { partitions } from '../../partitions.ts';
import type { TopicRetention } from '../../retention.ts';
import { connectKafka, type KafkaConnection } from '../connection.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const ledWithinMs = 30_000;
const notYet = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);

/**
 * Makes the topics that are missing and brings the settings of the others in line. Safe to repeat. Refuses a topic that has
 * another number of partitions, since changing it would break the order of its keys. With a mark, a topic of that name, it first refuses
 * brokers whose topics came without it: they are another installation's.
 */
export const createTopics = async (
  connection: KafkaConnection,
  plans: readonly TopicRetention[],
  { replication, mark }: { readonly replication: number; readonly mark?: string | undefined },
): Promise<void> => {
  const admin = connectKafka(connection, () => undefined).admin();
  await admin.connect();
  try {
    const known = new Set(await admin.listTopics());
    if (mark && !known.has(mark)) {
      refuseForeign(connection, plans, known);
      await create(admin, [{ topic: mark, keep: 'newest' }], replication);
    }
    const missing = plans.filter(({ topic }) => !known.has(topic));
    if (missing.length > 0) await create(admin, missing, replication);
    const present = plans.filter(({ topic }) => known.has(topic));
    if (present.length > 0) await bringInLine(admin, present);
  } finally {
    await admin.disconnect();
  }
};

const refuseForeign = (
  { brokers }: KafkaConnection,
  plans: readonly TopicRetention[],
  known: ReadonlySet<string>,
): void => {
  const foreign = plans.find(({ topic }) => known.has(topic));
  if (foreign)
    throw new Error(
      `The topic ${foreign.topic} on ${brokers.join(', ')} belongs to another installation. Nothing was changed. Name brokers without Recoup in KAFKA_BROKERS; the embedded host starts one of its own when it is left out.`,
    );
};

const create = async (admin: Admin, plans: readonly TopicRetention[], replication: number): Promise<void> => {
  await admin.createTopics({
    waitForLeaders: false,
    topics: plans.map((plan) => ({
      topic: plan.topic,
      numPartitions: partitions,
      replicationFactor: replication,
      configEntries: [
        ...settingsOf(plan),
        { name: 'min.insync.replicas', value: String(Math.max(1, replication - 1)) },
      ],
    })),
  });
  await untilLed(
    admin,
    plans.map(({ topic }) => topic),
  );
};

/**
 * Waits until the broker that is asked knows a leader of every partition. The client's own wait fails where that broker has not consumed
 * of a new topic yet.
 */
const untilLed = async (admin: Admin, names: string[]): Promise<void> => {
  for (const end = performance.now() + ledWithinMs; performance.now() < end; await pause(100)) {
    const found = await admin.fetchTopicMetadata({ topics: names }).catch((fault: unknown) => {
      if (notYet.has(String(Object(fault).type))) return { topics: [] };
      throw fault;
    });
    const led = found.topics.filter((topic) => topic.partitions.every(({ leader }) => leader >= 0));
    if (led.length === names.length) return;
  }
  throw new Error(`the brokers name no leader of every partition of ${names.join(', ')}`);
};

const bringInLine = async (admin: Admin, plans: readonly TopicRetention[]): Promise<void> => {
  const { topics } = await admin.fetchTopicMetadata({ topics: plans.map(({ topic }) => topic) });
  for (const { name, partitions: found } of topics)
    if (found.length !== partitions)
      throw new Error(`topic ${name} has ${found.length} partitions; it must have ${partitions}`);
  const kept = await admin.describeConfigs({
    includeSynonyms: false,
    resources: plans.map(({ topic }) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: topic,
      configNames: ['min.insync.replicas'],
    })),
  });
  // The brokers replace all settings of a topic by those they are given, so what is not ours is given back to them.
  const others = new Map(
    kept.resources.map(({ resourceName, configEntries }) => [
      resourceName,
      configEntries.map(({ configName, configValue }) => ({ name: configName, value: configValue })),
    ]),
  );
  await admin.alterConfigs({
    validateOnly: false,
    resources: plans.map((plan) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: plan.topic,
      configEntries: [...settingsOf(plan), ...(others.get(plan.topic) ?? [])],
    })),
  });
};

/** With gzip kept by the broker, what a foreign producer compresses otherwise is brought to it before anybody reads it. */
const settingsOf = ({ keep }: TopicRetention) => [
  { name: 'compression.type', value: 'gzip' },
  { name: 'max.message.bytes', value: '1048588' },
  ...(keep === 'newest'
    ? [{ name: 'cleanup.policy', value: 'compact' }]
    : [
        { name: 'cleanup.policy', value: 'delete' },
        { name: 'retention.ms', value: String(keep.days * dayMs) },
      ]),
];
