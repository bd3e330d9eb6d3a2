import { beginDuty } from '../process/duties/duty.ts';
import type { Logger } from '../process/logger.ts';
import { type Running, startLoop } from '../process/loop.ts';
import type { ServiceMetrics } from '../process/metrics.ts';
import type { Checked, Invariant } from './invariants.ts';

/** Some invariants read whole tables, so they are asked seldom. */
const usualPauseMs = 10 * 60_000;

/**
 * Asks the invariants of a service again and again and shows the answers as a metric. One that could not be asked shows no number
 * rather than its last one. Each is a duty of its own, so that one which is never asked grows old although the others are.
 */
export const startInvariantWatch = ({
  invariants,
  check,
  metrics,
  logger,
  everyMs = usualPauseMs,
}: {
  readonly invariants: readonly Pick<Invariant, 'id'>[];
  readonly check: () => Promise<readonly Checked[]>;
  readonly metrics: ServiceMetrics;
  readonly logger: Logger;
  readonly everyMs?: number;
}): Running => {
  const { violations } = metrics;
  const asked = new Map(invariants.map(({ id }) => [id, beginDuty(metrics, `invariant ${id}`)]));
  return startLoop({
    everyMs,
    pausesFirst: true,
    round: async () => {
      for (const { error, ...checked } of await check()) {
        const invariant = checked.id;
        violations.set({ invariant }, checked.violations ?? Number.NaN);
        if (checked.violations === null)
          logger.error({ err: error, invariant }, 'an invariant could not be checked');
        else asked.get(invariant)?.();
        if (checked.violations) logger.error(checked, 'an invariant is broken');
      }
      return false;
    },
    onError: (error) => logger.error({ err: error }, 'the invariants could not be checked'),
  });
};
