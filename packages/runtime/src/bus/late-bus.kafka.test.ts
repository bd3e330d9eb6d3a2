import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalKafka, startLocalKafka } from '@recoup/local/kafka/kafka';
import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { afterAll, describe } from 'vitest';
import { NoteTurnedV1 } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { kafkaBus } from './kafka/kafka-bus.ts';
import { createTopics } from './kafka/setup/topics.ts';
import { lateBusSuite } from './late-bus.suite.ts';

const port = 46_092;
const { database } = await notesInTest();

describe.runIf(kafkaAvailable())('a Kafka that comes late', { timeout: 180_000 }, () => {
  const connection = { brokers: [`127.0.0.1:${port}`], clientId: 'late-bus' };
  let kafka: LocalKafka | undefined;
  let folder: string | undefined;
  afterAll(async () => {
    await kafka?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  lateBusSuite(() => ({
    database: () => database,
    member: () => kafkaBus({ ...connection, pauseMs: 200 }),
    appear: async () => {
      folder = await mkdtemp(join(tmpdir(), 'recoup-late-kafka-'));
      kafka = await startLocalKafka({ dataDir: join(folder, 'kafka'), port, log: () => undefined });
      await createTopics(connection, [{ topic: NoteTurnedV1.topic, keep: { days: 1 } }], { replication: 1 });
    },
  }));
});
