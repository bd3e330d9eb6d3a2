import { hostname } from 'node:os';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { ConsumerGroup } from '@recoup/runtime/consumer/consumer-groups';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { newId } from '@recoup/runtime/process/ids';
import { syncShards } from './adapters/events/sync-shards.ts';
import { postgresOwners } from './adapters/postgres/cases/owners.ts';
import { postgresRiskStore } from './adapters/postgres/scores/risk-store.ts';
import { postgresSyncShards } from './adapters/postgres/sync/sync-shards.ts';
import type { ScoringPorts } from './application/commands.ts';
import type { ScoreShard } from './application/score-shard.ts';
import type { ScorerConfig } from './config.ts';
import { defaultOwnerPolicy } from './domain/case/owner-router.ts';

export const scoringPorts = (
  database: Database,
  outbox: Outbox,
  config: Pick<ScorerConfig, 'COLLECTIONS_DESK' | 'INSTANCE'>,
  today: () => CalendarDate,
  now: () => Date,
): ScoringPorts => {
  const fallback = { ...defaultOwnerPolicy.fallback, name: config.COLLECTIONS_DESK };
  const ownerPolicy = { ...defaultOwnerPolicy, fallback };
  const ownerRoles = ownerPolicy.rules.map(({ role }) => role);
  return {
    store: postgresRiskStore(database, outbox),
    owners: postgresOwners(database, ownerRoles),
    ownerPolicy,
    shards: postgresSyncShards(database),
    scoredBy: config.INSTANCE ?? `${hostname()} ${process.pid}`,
    today,
    now,
    newId,
  };
};

/** The group that shares the shards of the daily sync out among its members. A shard takes seconds: each is acknowledged on its own. */
export const scorerGroup = (score: ScoreShard): ConsumerGroup => ({
  group: 'risk-scorer',
  subscriptions: [syncShards(score)],
  batchSize: 1,
});
