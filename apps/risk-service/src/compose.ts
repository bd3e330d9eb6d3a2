import { catalogue } from '@recoup/contracts/catalogue';
import { compactedTopics } from '@recoup/contracts/topics';
import { businessDate } from '@recoup/domain/calendar-date';
import { boot } from '@recoup/runtime/boot';
import type { Bus } from '@recoup/runtime/bus/bus';
import { cursorCodec } from '@recoup/runtime/http/cursor';
import { copiedDirectory, keepPeople } from '@recoup/runtime/http/people-directory';
import { scheduledJob } from '@recoup/runtime/process/duties/scheduled-job';
import { newId } from '@recoup/runtime/process/ids';
import { createService, type Service } from '@recoup/runtime/service';
import { pastInvoices } from './adapters/events/past-invoices.ts';
import { people } from './adapters/events/people.ts';
import { receivableStates } from './adapters/events/receivable-states.ts';
import { caseRoutes } from './adapters/http/case-routes.ts';
import { scoreRoutes } from './adapters/http/score-routes.ts';
import { syncRoutes } from './adapters/http/sync-routes.ts';
import { postgresCases } from './adapters/postgres/cases/case-store.ts';
import { postgresDueAccounts } from './adapters/postgres/cases/owners.ts';
import { riskControlTotals, riskInvariants } from './adapters/postgres/invariants.ts';
import { postgresReceivableCopy } from './adapters/postgres/receivables/receivable-copy.ts';
import { postgresSettledHistory } from './adapters/postgres/receivables/settled-history.ts';
import { measureRisk } from './adapters/postgres/risk-metrics.ts';
import { ensureScorecard } from './adapters/postgres/scores/scorecards.ts';
import { postgresSyncRuns } from './adapters/postgres/sync/sync-runs.ts';
import { commands } from './application/commands.ts';
import { scorerGroup, scoringPorts } from './compose-scoring.ts';
import type { RiskConfig } from './config.ts';
import { scorecardV1 } from './domain/score/scorecard-v1.ts';
import { migrations } from './migrations/list.ts';

/** The risk service, ready to start: the only place that knows every part of it. */
export const composeRisk = async (config: RiskConfig, bus: Bus): Promise<Service> => {
  const booted = await boot('risk-service', config, { schema: 'risk', migrations });
  const { database, outbox, logger, metrics, now } = booted;
  const today = businessDate(config.BUSINESS_DATE, config.TIME_ZONE, now);
  await ensureScorecard(database, scorecardV1);

  const acts = commands({
    ...scoringPorts(database, outbox, config, today, now),
    cases: postgresCases(database, outbox, today),
    due: postgresDueAccounts(database),
    copy: postgresReceivableCopy(database),
    history: postgresSettledHistory(database),
    runs: postgresSyncRuns(database, outbox, newId),
    shardSize: config.SYNC_SHARD_RECEIVABLES,
  });
  measureRisk(metrics, database);
  const job = (name: string, everyMs: number, work: () => Promise<boolean>) =>
    scheduledJob({ name, actor: 'service:risk-service', everyMs, work, logger, metrics, today });

  return createService({
    ...booted,
    title: 'Recoup risk',
    config,
    bus,
    compacted: compactedTopics,
    directory: copiedDirectory(database),
    today,
    catalogue,
    endpoints: [
      ...caseRoutes(database, acts.completeDueAction, cursorCodec(config.CURSOR_SECRET), today),
      ...scoreRoutes(database, today),
      ...syncRoutes(database, acts.requestSync, now),
    ],
    subscriptions: [
      receivableStates(acts.takeInReceivables),
      pastInvoices(acts.takeInHistory),
      people((persons) => keepPeople(database, persons), acts.reviewOwners),
    ],
    groups: [{ ...scorerGroup(acts.scoreShard), joins: config.SCORING === 'inside' }],
    invariants: riskInvariants,
    controlTotals: riskControlTotals,
    jobs: [
      job('rescoring accounts', 250, acts.rescoreDueAccounts),
      job('the daily sync', 500, acts.requestDailySync),
      job('recording missed windows', 1_000, acts.recordBreaches),
    ],
  });
};
