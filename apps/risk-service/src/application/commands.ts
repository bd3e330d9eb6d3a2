import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { OwnerPolicy } from '../domain/case/owner-router.ts';
import type { Cases } from '../ports/cases.ts';
import type { ReceivableCopy } from '../ports/receivable-copy.ts';
import type { DueAccounts, Owners, RiskStore } from '../ports/risk-store.ts';
import type { SettledHistory } from '../ports/settled-history.ts';
import type { SyncRuns } from '../ports/sync-runs.ts';
import type { SyncShards } from '../ports/sync-shards.ts';
import { completeDueAction } from './complete-action.ts';
import { recordBreaches } from './record-breaches.ts';
import { requestDailySync, requestSync } from './request-sync.ts';
import { rescoreDueAccounts } from './rescore-due-accounts.ts';
import { rescoreItems } from './rescore-items.ts';
import { scoreShard } from './score-shard.ts';
import { takeInHistory } from './take-in-history.ts';
import { takeInReceivables } from './take-in-receivables.ts';

/** What scoring needs, in the service and in a scorer beside it. */
export type ScoringPorts = {
  readonly store: RiskStore;
  readonly owners: Owners;
  readonly ownerPolicy: OwnerPolicy;
  readonly shards: SyncShards;
  readonly scoredBy: string;
  readonly today: () => CalendarDate;
  readonly now: () => Date;
  readonly newId: () => string;
};

export type CommandPorts = ScoringPorts & {
  readonly cases: Cases;
  readonly due: DueAccounts;
  readonly copy: ReceivableCopy;
  readonly history: SettledHistory;
  readonly runs: SyncRuns;
  /** About how many open receivables make a shard. */
  readonly shardSize: number;
};

export const scorerCommands = (ports: ScoringPorts) => ({
  scoreShard: scoreShard(ports.store, ports.shards, rescoring(ports), ports.now, ports.scoredBy),
});

/** Everything that people, other services and time can have done here: the service on one screen. */
export const commands = (ports: CommandPorts) => {
  const { store, due, cases, runs, today, now } = ports;
  const rescore = rescoring(ports);
  const request = requestSync(runs, ports.shardSize, today, now, ports.newId);
  return {
    ...scorerCommands(ports),
    takeInReceivables: takeInReceivables(store, ports.copy, due, rescore),
    takeInHistory: takeInHistory(store, ports.history, due),
    reviewOwners: due.markOwnedBy,
    rescoreDueAccounts: rescoreDueAccounts(store, due, rescore),
    completeDueAction: completeDueAction(store, cases, due, today, now),
    recordBreaches: recordBreaches(cases, now),
    requestSync: request,
    requestDailySync: requestDailySync(runs, request, today),
  };
};

const rescoring = ({ store, owners, ownerPolicy, today, now, newId }: ScoringPorts) =>
  rescoreItems(store, owners, ownerPolicy, today, now, newId);
