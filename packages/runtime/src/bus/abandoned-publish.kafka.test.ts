import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { onKafka } from '@recoup/testkit/on-kafka';
import { Kafka, logLevel } from 'kafkajs';
import { abandonedPublishSuite } from './abandoned-publish.suite.ts';
import { kafkaBus } from './kafka/kafka-bus.ts';
import { createTopics } from './kafka/setup/topics.ts';

onKafka('a publish on Kafka that is abandoned', (brokers) => {
  const connection = { brokers, clientId: 'abandoned-publish' };
  const stuck: string[] = [];

  abandonedPublishSuite(() => ({
    member: () =>
      kafkaBus({
        ...connection,
        pauseMs: 200,
        stuckAfterMs: 1_000,
        onStuck: (reason) => void stuck.push(reason),
      }),
    newTopic: async () => {
      const topic = `topic-${randomUUID()}`;
      await createTopics(connection, [{ topic, keep: { days: 1 } }], { replication: 1 });
      return topic;
    },
    // Ours have no transactions; those of others leave their records, and a mark that says to pass over them.
    abandon: async (topic, key) => {
      const producer = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).producer({
        transactionalId: randomUUID(),
        idempotent: true,
        maxInFlightRequests: 1,
      });
      await producer.connect();
      const transaction = await eventually(() => producer.transaction());
      await transaction.send({ topic, messages: [{ key, value: 'abandoned' }] });
      await transaction.abort();
      await producer.disconnect();
    },
    stuck,
  }));
});
