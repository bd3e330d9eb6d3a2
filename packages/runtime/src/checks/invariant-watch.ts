import type { Database } from '../database/database.ts';
import type { Logger } from '../process/logger.ts';
import { type Running, startLoop } from '../process/loop.ts';
import type { ServiceMetrics } from '../process/metrics.ts';
import { checkInvariants, type Invariant } from './invariants.ts';

/** Some invariants read whole tables, so they are asked seldom; the gauge keeps the last answer. */
const everyMs = 10 * 60_000;

/** Asks the invariants of a service again and again and shows the answers as a metric. */
export const startInvariantWatch = (
  database: Database,
  invariants: readonly Invariant[],
  { violations }: ServiceMetrics,
  logger: Logger,
): Running =>
  startLoop({
    everyMs,
    pausesFirst: true,
    round: async () => {
      for (const checked of await checkInvariants(database, invariants)) {
        violations.set({ invariant: checked.id }, checked.violations);
        if (checked.violations > 0) logger.error(checked, 'an invariant is broken');
      }
      return false;
    },
    onError: (error) => logger.error({ err: error }, 'the invariants could not be checked'),
  });
