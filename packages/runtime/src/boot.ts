import { type Database, type DatabaseOptions, openDatabase } from './database/database.ts';
import { migrate, requireMigrated } from './database/migrate.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { clockOf } from './process/clock.ts';
import { createLogger, type Logger } from './process/logger.ts';
import { createMetrics, type ServiceMetrics } from './process/metrics.ts';
import type { ServiceConfig } from './process/settings/service-config.ts';

/** What every service begins with. */
export type Booted = {
  readonly name: string;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
  readonly database: Database;
  readonly outbox: Outbox;
};

/**
 * Brings a service's schema up to date where the owner's address is given, asks elsewhere that it is, and opens what it stands
 * on. `name` is also how its events say where they come from.
 */
export const boot = async (
  name: string,
  config: Pick<ServiceConfig, 'DATABASE_URL' | 'MIGRATION_DATABASE_URL' | 'LOG_LEVEL' | 'CLOCK_FILE'>,
  schema: Omit<DatabaseOptions, 'url'>,
): Promise<Booted> => {
  const { MIGRATION_DATABASE_URL: owner, DATABASE_URL: url } = config;
  if (owner) await migrate({ ...schema, url: owner });
  const now = clockOf(config.CLOCK_FILE);
  const database = await openDatabase({ ...schema, url });
  if (!owner) await requireMigrated(database, schema.migrations);
  return {
    name,
    now,
    logger: createLogger(name, config.LOG_LEVEL),
    metrics: createMetrics(name),
    database,
    outbox: createOutbox(database, `/recoup/${name}`, now),
  };
};
