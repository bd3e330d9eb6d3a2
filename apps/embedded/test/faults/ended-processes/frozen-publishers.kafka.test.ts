import { randomUUID } from 'node:crypto';
import { kafkaBus } from '@recoup/runtime/bus/kafka/kafka-bus';
import { createTopics } from '@recoup/runtime/bus/kafka/setup/topics';
import { describe, inject } from 'vitest';
import { frozenPublishersSuite } from './frozen-publishers.suite.ts';

const brokers = inject('kafkaBrokers');
const connection = { brokers, clientId: 'frozen-publishers' };

describe.runIf(brokers.length > 0)('publishers on Kafka', async () => {
  await frozenPublishersSuite(() => ({
    open: () => kafkaBus({ ...connection, pauseMs: 200 }),
    newTopic: async () => {
      const topic = `recoup.notes-${randomUUID()}.v1`;
      await createTopics(connection, [{ topic, keep: { days: 1 } }], { replication: 1 });
      return topic;
    },
    brokers,
  }));
});
