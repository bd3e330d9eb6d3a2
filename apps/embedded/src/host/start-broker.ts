import { retention } from '@recoup/contracts/topics';
import { folderId } from '@recoup/local/data-folder';
import { kafkaConnection, kafkaSettings } from '@recoup/runtime/bus/kafka/kafka-settings';
import { createTopics } from '@recoup/runtime/bus/kafka/setup/topics';
import { markOf } from '@recoup/runtime/installation-mark';
import { readConfig } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';
import { startOwnKafka } from './start-own-kafka.ts';

/** What carries the messages of this host, ready: the settings by which services find it. */
type Broker = {
  readonly brokers: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

const settings = z.object({
  ...kafkaSettings,
  KAFKA_REPLICATION: z.coerce.number().int().min(1).max(9).default(1).describe('copies of each topic'),
});

/** Kafka of the environment or one of our own below the data folder, its topics made; nothing when PostgreSQL is the bus. */
export const startBroker = async (
  carrier: 'postgres' | 'kafka',
  dataDir: string,
  environment: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void,
): Promise<Broker> => {
  if (carrier === 'postgres') return { brokers: [], settings: { BUS: carrier }, stop: async () => undefined };
  const given = environment.KAFKA_BROKERS;
  const local = given ? undefined : await startOwnKafka(dataDir, environment.KAFKA_IMAGE, log);
  const stop = local?.stop ?? (async () => undefined);
  try {
    const known: Readonly<Record<string, string | undefined>> = {
      ...environment,
      ...(local && { KAFKA_BROKERS: local.brokers.join(',') }),
    };
    const config = readConfig(settings, known);
    const connection = kafkaConnection('recoup-topics', config);
    // Brokers that others may use are marked by a topic: they have no comments as a database has.
    const mark = given ? markOf(folderId(dataDir)).replaceAll(' ', '-') : undefined;
    await createTopics(connection, retention, { replication: config.KAFKA_REPLICATION, mark });
    const passedOn = Object.keys(kafkaSettings).flatMap((name) => {
      const value = known[name];
      return value === undefined ? [] : [[name, value]];
    });
    return {
      brokers: connection.brokers,
      settings: { BUS: carrier, ...Object.fromEntries(passedOn) },
      stop,
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
};
