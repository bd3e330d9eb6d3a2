import { setTimeout as pause } from 'node:timers/promises';
import { counted } from '../program/counted.ts';
import type { Comparison } from './control-totals.ts';

const askAgainMs = 1_000;

/**
 * Asks until what services say of each other agrees. Differences count once no event has been under way for two answers, or
 * their number has not fallen for `waitMs`; what a service says of itself counts at once.
 */
export const compareWhenQuiescent = async (
  ask: () => Promise<Comparison>,
  onProgress: (line: string) => void,
  waitMs: number,
  pauseMs = askAgainMs,
): Promise<Comparison> => {
  let fewest = Number.POSITIVE_INFINITY;
  let fellAt = performance.now();
  for (let restedBefore = false; ; ) {
    const found = await ask();
    const { broken, onlyDiffers, underWay } = found;
    if (broken === 0 || !onlyDiffers || underWay === undefined) return found;
    if (underWay === 0 && restedBefore) return found;
    restedBefore = underWay === 0;
    if (underWay < fewest) [fewest, fellAt] = [underWay, performance.now()];
    if (performance.now() - fellAt >= waitMs) return found;
    onProgress(
      `${counted(underWay, 'event')} ${underWay === 1 ? 'is' : 'are'} under way; what services count is compared when all have arrived`,
    );
    await pause(pauseMs);
  }
};
