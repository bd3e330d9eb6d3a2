import { onKafka } from '@recoup/testkit/on-kafka';
import { kafkaBus } from '../bus/kafka/kafka-bus.ts';
import { createTopics } from '../bus/kafka/setup/topics.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { refusedTopicsSuite } from './refused-topics.suite.ts';

const { server } = await notesInTest();

onKafka('topics that Kafka refuses', (brokers) => {
  const connection = { brokers, clientId: 'refused-topics' };
  const member = async () => kafkaBus({ ...connection, pauseMs: 200 });

  refusedTopicsSuite(() => ({
    database: () => server,
    member,
    reader: member,
    makeTopic: (topic) => createTopics(connection, [{ topic, keep: { days: 1 } }], { replication: 1 }),
  }));
});
