import { catalogue } from '@recoup/contracts/catalogue';
import { dateInZone } from '@recoup/domain/calendar-date';
import type { Bus } from '@recoup/runtime/bus/bus';
import { openDatabase, requireMigrated } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { createLogger } from '@recoup/runtime/process/logger';
import { createMetrics } from '@recoup/runtime/process/metrics';
import { createWorker, type Worker } from '@recoup/runtime/worker';
import { scorerCommands } from '../application/commands.ts';
import { scorerGroup, scoringPorts } from '../compose-scoring.ts';
import type { ScorerConfig } from '../config.ts';
import { migrations } from '../migrations/list.ts';

const name = 'risk-scorer';

/**
 * A scorer, ready to start: it takes shards of the daily sync and nothing else. The risk service migrates the schema, plans
 * the runs and publishes what scoring finds.
 */
export const composeScorer = async (config: ScorerConfig, bus: Bus): Promise<Worker> => {
  const now = () => new Date();
  const database = await openDatabase({ url: config.DATABASE_URL, schema: 'risk', migrations });
  await requireMigrated(database, migrations);
  const outbox = createOutbox(database, '/recoup/risk-service', now);
  // Each shard says of which day it is.
  const today = () => dateInZone(now(), 'UTC');
  const { scoreShard } = scorerCommands(scoringPorts(database, outbox, config, today, now));
  return createWorker({
    name,
    config,
    database,
    bus,
    logger: createLogger(name, config.LOG_LEVEL),
    metrics: createMetrics(name),
    catalogue,
    groups: [scorerGroup(scoreShard)],
  });
};
