import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalKafka } from '@recoup/local/kafka/kafka';
import { kafkaObstacle } from '@recoup/local/kafka/kafka-jars';
import type { TestProject } from 'vitest/node';
import { startKafkaContainer } from './containers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The brokers that this test run uses; none when there can be none. */
    kafkaBrokers: readonly string[];
  }
}

/**
 * One Kafka for a whole test run: that of KAFKA_BROKERS, a container of TEST_KAFKA_IMAGE, or a throwaway one from the published
 * jars. Without any the tests are left out, which is said; with CI=true that is a failure.
 */
export default async function provideKafka(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.KAFKA_BROKERS;
  const image = process.env.TEST_KAFKA_IMAGE;
  const obstacle = given || image ? undefined : kafkaObstacle();
  if (given || obstacle) {
    if (obstacle && process.env.CI === 'true')
      throw new Error(`The Kafka tests cannot run (KAFKA_BROKERS is not set, and ${obstacle})`);
    if (obstacle) console.warn(`Without KAFKA_BROKERS the Kafka tests are left out: ${obstacle}`);
    project.provide('kafkaBrokers', given ? given.split(',') : []);
    return async () => {};
  }
  const kafka = image ? await startKafkaContainer(image) : await throwawayKafka();
  project.provide('kafkaBrokers', kafka.brokers);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    // A test run that is ended from outside takes its broker along, and then ends as asked.
    process.once(signal, () => void kafka.stop().finally(() => process.kill(process.pid, signal)));
  }
  return kafka.stop;
}

const throwawayKafka = () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'recoup-test-kafka-'));
  return startLocalKafka({ dataDir, keep: false, log: (line) => console.log(line) });
};
