import { randomUUID } from 'node:crypto';
import { onKafka } from '@recoup/testkit/on-kafka';
import { busSuite } from '../bus.suite.ts';
import { kafkaBus } from './kafka-bus.ts';
import { createTopics } from './setup/topics.ts';

onKafka('the bus on Kafka', (brokers) => {
  const connection = { brokers, clientId: 'bus-suite' };
  busSuite(() => ({
    member: () => Promise.resolve(kafkaBus({ ...connection, pauseMs: 200 })),
    newTopic: async () => {
      const topic = `topic-${randomUUID()}`;
      await createTopics(connection, [{ topic, keep: { days: 1 } }], { replication: 1 });
      return topic;
    },
  }));
});
