import { type Loop, type LoopOptions, startLoop } from '../loop.ts';
import type { ServiceMetrics } from '../metrics.ts';

export type DutyMetrics = Pick<ServiceMetrics, 'dutyLastDone'>;

/**
 * Enters something that must be done again and again in the register that a scrape shows. Answers what to call each time it is done;
 * before the first time, the start is shown, so that silence from the start on is noticed as well.
 */
export const beginDuty = ({ dutyLastDone }: DutyMetrics, duty: string): (() => void) => {
  const done = () => dutyLastDone.setToCurrentTime({ duty });
  done();
  return done;
};

export type DutyOptions = LoopOptions & {
  /** Its name in the register. */
  readonly duty: string;
};

/** A loop of which each round that goes well counts as the duty done. */
export const startDuty = (metrics: DutyMetrics, { duty, round, ...options }: DutyOptions): Loop => {
  const done = beginDuty(metrics, duty);
  return startLoop({
    ...options,
    round: async () => {
      const more = await round();
      done();
      return more;
    },
  });
};
