import { catalogue } from '@recoup/contracts/catalogue';
import { dateInZone } from '@recoup/domain/calendar-date';
import { boot } from '@recoup/runtime/boot';
import type { Bus } from '@recoup/runtime/bus/bus';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { createWorker, type Worker } from '@recoup/runtime/worker';
import { scorerCommands } from '../application/commands.ts';
import { scorerGroup, scoringPorts } from '../compose-scoring.ts';
import type { ScorerConfig } from '../config.ts';
import { migrations } from '../migrations/list.ts';

/**
 * A scorer, ready to start: it takes shards of the daily sync and nothing else. The risk service migrates the schema, plans
 * the runs and publishes what scoring finds.
 */
export const composeScorer = async (config: ScorerConfig, bus: Bus): Promise<Worker> => {
  const booted = await boot('risk-scorer', config, { schema: 'risk', migrations });
  const { database, now } = booted;
  // What scoring finds is the risk service's to say, whichever process found it.
  const outbox = createOutbox(database, '/recoup/risk-service', now);
  // Each shard says of which day it is.
  const today = () => dateInZone(now(), 'UTC');
  const { scoreShard } = scorerCommands(scoringPorts(database, outbox, config, today, now));
  return createWorker({
    ...booted,
    config,
    bus,
    catalogue,
    groups: [scorerGroup(scoreShard)],
  });
};
