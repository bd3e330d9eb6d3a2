import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { onKafka } from '@recoup/testkit/on-kafka';
import { Kafka, logLevel } from 'kafkajs';
import { expect, vi } from 'vitest';
import { kafkaBus } from '../bus/kafka/kafka-bus.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { lateLeaderSuite } from './late-leader.suite.ts';

/** A broker looks for something to compact every fifteen seconds. */
vi.setConfig({ testTimeout: 180_000 });

const { server } = await notesInTest();

onKafka('leaders that publish late on Kafka', (brokers) => {
  const connection = { brokers, clientId: 'late-leader' };
  const client = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });

  lateLeaderSuite(() => ({
    database: () => server,
    member: async () => kafkaBus({ ...connection, pauseMs: 200 }),
    newTopic: async () => {
      const topic = `topic-${randomUUID()}`;
      const admin = client.admin();
      await admin.connect();
      const compacting = {
        'cleanup.policy': 'compact',
        'segment.ms': '100',
        'min.cleanable.dirty.ratio': '0.001',
      };
      const configEntries = Object.entries(compacting).map(([name, value]) => ({ name, value }));
      // The client's own wait fails where its broker has not heard of the topic yet.
      await eventually(() => admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }] }));
      await admin.disconnect();
      return topic;
    },
    compact: async (topic, read) => {
      const bus = kafkaBus(connection);
      // What is compacted lies behind the segment that is being written.
      await eventually(async () => {
        await bus.publish([{ topic, key: 'more', headers: {}, value: Buffer.from('more') }]);
        expect(await read()).toHaveLength(1);
      }, 120_000);
      await bus.close();
    },
  }));
});
