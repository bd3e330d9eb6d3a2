import type { Logger } from '../process/logger.ts';
import { type Running, startLoop } from '../process/loop.ts';
import type { ServiceMetrics } from '../process/metrics.ts';
import type { Checked } from './invariants.ts';

/** Some invariants read whole tables, so they are asked seldom. */
const usualPauseMs = 10 * 60_000;

/**
 * Asks the invariants of a service again and again and shows the answers as a metric. One that could not be asked shows no number
 * rather than its last one, and the time at which it was last asked grows old.
 */
export const startInvariantWatch = (
  check: () => Promise<readonly Checked[]>,
  { violations, invariantChecked }: ServiceMetrics,
  logger: Logger,
  { everyMs = usualPauseMs }: { readonly everyMs?: number } = {},
): Running =>
  startLoop({
    everyMs,
    pausesFirst: true,
    round: async () => {
      for (const { error, ...checked } of await check()) {
        const invariant = checked.id;
        violations.set({ invariant }, checked.violations ?? Number.NaN);
        if (checked.violations === null)
          logger.error({ err: error, invariant }, 'an invariant could not be checked');
        else invariantChecked.set({ invariant }, Math.floor(Date.now() / 1000));
        if (checked.violations) logger.error(checked, 'an invariant is broken');
      }
      return false;
    },
    onError: (error) => logger.error({ err: error }, 'the invariants could not be checked'),
  });
