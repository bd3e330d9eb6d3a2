import { causedBy } from '../cause.ts';
import { newId } from '../ids.ts';
import type { Logger } from '../logger.ts';
import type { Loop } from '../loop.ts';
import { type DutyMetrics, startDuty } from './duty.ts';

export type ScheduledJob = {
  /** What it does, as the log says it when it fails and as the register of duties does. */
  readonly name: string;
  /** Who does it, as its events and entries say. */
  readonly actor: string;
  readonly everyMs: number;
  /** Answers whether there may be more to do, in which case the next run follows without a pause. */
  readonly work: () => Promise<boolean>;
  readonly logger: Logger;
  readonly metrics: DutyMetrics;
  /** The business date of each run, for work that depends on one. */
  readonly today?: () => string;
};

/** Work that a service does by itself, again and again. Each run is a thread of its own: what it publishes hangs together. */
export const scheduledJob =
  ({ name, actor, everyMs, work, logger, metrics, today }: ScheduledJob): (() => Loop) =>
  () =>
    startDuty(metrics, {
      duty: name,
      everyMs,
      round: () =>
        causedBy({ actor, correlationId: newId(), ...(today ? { businessDate: today() } : {}) }, work),
      onError: (error) => logger.error({ err: error }, `${name} failed; it is tried again`),
    });
