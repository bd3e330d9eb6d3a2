import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { Kafka, logLevel } from 'kafkajs';
import { describe, inject } from 'vitest';
import { kafkaBus } from '../bus/kafka/kafka-bus.ts';
import { createTopics } from '../bus/kafka/setup/topics.ts';
import { consumerFaultsSuite } from './consumer-faults.suite.ts';

const brokers = inject('kafkaBrokers');
const connection = { brokers, clientId: 'consumer-faults' };

const removeAll = async (topic: string) => {
  const admin = new Kafka({ ...connection, brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  // The leaders of a new topic are not known to every request at once.
  await eventually(async () => {
    const partitions = (await admin.fetchTopicOffsets(topic))
      .filter(({ high, low }) => high !== low)
      .map(({ partition, high }) => ({ partition, offset: high }));
    await admin.deleteTopicRecords({ topic, partitions });
  });
  await admin.disconnect();
};

describe.runIf(brokers.length > 0)('a consumer on Kafka', async () => {
  await consumerFaultsSuite(() => ({
    open: () => Promise.resolve(kafkaBus({ ...connection, pauseMs: 200 })),
    newTopic: async () => {
      const topic = `recoup.notes-${randomUUID()}.v1`;
      await createTopics(connection, [{ topic, keep: { days: 1 } }], { replication: 1 });
      return topic;
    },
    removeAll,
  }));
});
