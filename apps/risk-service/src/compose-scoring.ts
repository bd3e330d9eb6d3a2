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
import { type RescoreItems, rescoreItems } from './application/rescore-items.ts';
import { scoreShard } from './application/score-shard.ts';
import type { ScorerConfig } from './config.ts';
import { defaultOwnerPolicy, type OwnerPolicy } from './domain/case/owner-router.ts';
import type { RiskStore } from './ports/risk-store.ts';

/** What the risk service and its scorers do alike. */
export type Scoring = {
  readonly store: RiskStore;
  readonly rescore: RescoreItems;
  /** The group that shares the shards of the daily sync out among its members. */
  readonly group: ConsumerGroup;
};

export const composeScoring = (
  database: Database,
  outbox: Outbox,
  config: Pick<ScorerConfig, 'COLLECTIONS_DESK' | 'INSTANCE'>,
  today: () => CalendarDate,
  now: () => Date,
): Scoring => {
  const policy: OwnerPolicy = {
    ...defaultOwnerPolicy,
    fallback: { ...defaultOwnerPolicy.fallback, name: config.COLLECTIONS_DESK },
  };
  const store = postgresRiskStore(database, outbox);
  const owners = postgresOwners(
    database,
    policy.rules.map(({ role }) => role),
  );
  const rescore = rescoreItems(store, owners, policy, today, now, newId);
  const scoredBy = config.INSTANCE ?? `${hostname()} ${process.pid}`;
  const score = scoreShard(store, postgresSyncShards(database), rescore, now, scoredBy);
  // A shard takes seconds: each is acknowledged on its own.
  const group = { group: 'risk-scorer', subscriptions: [syncShards(score)], batchSize: 1 };
  return { store, rescore, group };
};
