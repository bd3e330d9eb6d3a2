import type { EventContract } from '@recoup/contracts/envelope';
import { sql } from 'kysely';
import type { Bus } from './bus/bus.ts';
import { type ConsumerGroup, createConsumerGroups } from './consumer/consumer-groups.ts';
import type { Database } from './database/database.ts';
import { armFailpoints } from './process/failpoint.ts';
import { startHealthServer } from './process/health-server.ts';
import type { Logger } from './process/logger.ts';
import type { ServiceMetrics } from './process/metrics.ts';
import type { ServiceConfig } from './process/settings/service-config.ts';

/** A process role of a service that only takes messages: the service itself migrates, answers and publishes. */
export type WorkerParts = {
  readonly name: string;
  readonly config: Pick<ServiceConfig, 'ADMIN_PORT' | 'HOST' | 'FAILPOINT_FILE' | 'FAILING_AGGREGATES_MAX'>;
  readonly database: Database;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
  readonly catalogue: ReadonlyMap<string, EventContract>;
  readonly groups: readonly ConsumerGroup[];
};

export type Worker = {
  readonly start: () => Promise<{
    readonly adminAddress: string;
    /** Not ready, what was taken is done, database closed: in this order. */
    readonly stop: () => Promise<void>;
  }>;
};

export const createWorker = (parts: WorkerParts): Worker => {
  const { name, config, database, metrics, logger } = parts;
  const consumers = createConsumerGroups(
    { ...parts, failingAggregatesMax: config.FAILING_AGGREGATES_MAX },
    parts.groups,
  );
  return {
    start: async () => {
      armFailpoints(config.FAILPOINT_FILE);
      const admin = await startHealthServer(
        name,
        metrics.registry,
        () => database.query(sql`select 1`),
        config,
      );
      const consuming = await consumers.start();
      admin.setReady(true);
      logger.info({ admin: admin.address }, `${name} is ready`);
      return {
        adminAddress: admin.address,
        stop: async () => {
          admin.setReady(false);
          await consuming.stop();
          await admin.stop();
          await database.close();
        },
      };
    },
  };
};
