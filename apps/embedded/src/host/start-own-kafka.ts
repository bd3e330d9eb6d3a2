import { join } from 'node:path';
import { type LocalKafka, startLocalKafka } from '@recoup/local/kafka/kafka';
import { containerObstacle, kafkaImage, startKafkaContainer } from '@recoup/local/kafka/kafka-container';
import { kafkaObstacle } from '@recoup/local/kafka/kafka-jars';

/**
 * A Kafka of this host's own below its data folder: out of the image that `KAFKA_IMAGE` names; without it from the published
 * jars, and where these cannot run from the public image.
 */
export const startOwnKafka = async (
  dataDir: string,
  image: string | undefined,
  log: (line: string) => void,
): Promise<Pick<LocalKafka, 'brokers' | 'stop'>> => {
  const folder = join(dataDir, 'kafka');
  const jars = kafkaObstacle();
  if (!(image || jars)) return startLocalKafka({ dataDir: folder, log });
  const containers = containerObstacle();
  if (containers) {
    const reasons = image ? containers : `${jars}, and ${containers}`;
    throw new Error(`Kafka cannot be started: ${reasons}. Set KAFKA_BROKERS to one that is running.`);
  }
  log(`Starting Kafka from the image ${image ?? kafkaImage} ...`);
  return startKafkaContainer(image ?? kafkaImage, folder);
};
