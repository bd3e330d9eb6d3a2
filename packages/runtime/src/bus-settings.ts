import * as z from 'zod';
import type { Bus } from './bus/bus.ts';
import { kafkaBus } from './bus/kafka/kafka-bus.ts';
import { kafkaConnection, kafkaSettings } from './bus/kafka/kafka-settings.ts';
import { postgresBus } from './bus/postgres/postgres-bus.ts';
import { createLogger } from './process/logger.ts';
import { databaseUrl } from './process/settings/database-url.ts';

/** What carries the messages; independent of how many processes there are. */
export const busSettings = {
  BUS: z.enum(['postgres', 'kafka']).default('postgres').describe('what carries the events between services'),
  BUS_DATABASE_URL: databaseUrl
    .optional()
    .describe("bus on PostgreSQL: URL of its database, if it is not the service's own"),
  ...kafkaSettings,
};

type BusConfig = z.infer<z.ZodObject<typeof busSettings>> & {
  readonly DATABASE_URL: string;
  readonly LOG_LEVEL: string;
};

/** The bus of one service. When it cannot go on by itself the process ends, non-zero, to be started again. */
export const openBus = (name: string, config: BusConfig): Bus => {
  const logger = createLogger(name, config.LOG_LEVEL).child({ part: 'bus' });
  if (config.BUS === 'postgres')
    return postgresBus({
      url: config.BUS_DATABASE_URL ?? config.DATABASE_URL,
      // The error itself holds the whole connection.
      onError: (error) =>
        logger.warn(
          { reason: error instanceof Error ? error.message : error },
          'a connection of the bus was lost',
        ),
      pruning: {
        onError: (error) =>
          logger.warn({ err: error }, 'old messages could not be removed; it is tried again'),
      },
    });
  return kafkaBus({
    ...kafkaConnection(name, config),
    sessionMs: config.KAFKA_SESSION_MS,
    log: (level, message, details) => logger[level]({ details }, message),
    onStuck: (reason) => {
      logger.fatal({ reason }, 'the bus does not recover by itself; this process ends');
      process.exit(1);
    },
  });
};
