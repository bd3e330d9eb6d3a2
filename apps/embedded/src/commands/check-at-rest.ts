import { setTimeout as pause } from 'node:timers/promises';
import type { LineCheck } from './check-line.ts';

const askAgainMs = 1_000;
/** Events arrive within this time after everything works again (invariant I16). */
const stuckAfterMs = 30_000;

/**
 * Asks until what services say of each other agrees. Differences count once no event has been under way for two answers, or
 * their number has not fallen for half a minute; what a service says of itself counts at once.
 */
export const checkAtRest = async (
  ask: () => Promise<LineCheck>,
  told: (line: string) => void,
  pauseMs = askAgainMs,
  patienceMs = stuckAfterMs,
): Promise<LineCheck> => {
  let fewest = Number.POSITIVE_INFINITY;
  let fellAt = performance.now();
  for (let restedBefore = false; ; ) {
    const found = await ask();
    const { broken, onlyDiffers, underWay } = found;
    if (broken === 0 || !onlyDiffers || underWay === undefined) return found;
    if (underWay === 0 && restedBefore) return found;
    restedBefore = underWay === 0;
    if (underWay < fewest) [fewest, fellAt] = [underWay, performance.now()];
    if (performance.now() - fellAt > patienceMs) return found;
    told(`${underWay} events are under way; what services count is compared when they have arrived`);
    await pause(pauseMs);
  }
};
