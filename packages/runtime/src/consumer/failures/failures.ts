import type { Delivery } from '../../bus/bus.ts';
import type { Queries } from '../../database/queries.ts';
import { describeFault, keepDeadLetter } from '../../dead-letters/dead-letters.ts';
import type { Failure } from '../../inbox/attempt/attempt.ts';
import type { Outcomes } from '../../inbox/inbox.ts';
import { tallyOf } from '../../inbox/outcome.ts';
import type { Logger } from '../../process/logger.ts';
import type { ServiceMetrics } from '../../process/metrics.ts';
import { failureStreaks, usualAggregatesMax } from './failure-streaks.ts';
import { type LimitBudget, limitBudget } from './limit-budget.ts';

/** One event, its aggregate, and of what kind it is: events of one kind are handled alike. */
export type EventOfKind = { readonly id: string; readonly subject: string; readonly kind: string };

/** Why an event becomes a dead letter. */
export type DeadLetterReason = { readonly errorClass: string; readonly error: string };

/** Five minutes are more than a database that is slow for all usually takes to recover. */
const defaultBudget: LimitBudget = { tries: 5, ms: 5 * 60_000 };

export type FailuresOptions = {
  readonly database: Queries;
  /** The consumer group: the service's name, or that of a role which several programs may play. */
  readonly group: string;
  /** With an event that exceeds a limit of the database by itself, before it becomes a dead letter. */
  readonly budget?: LimitBudget;
  /** Of how many aggregates events may fail one after another, before none becomes a dead letter any more. */
  readonly failingAggregatesMax?: number;
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
};

/** Remembers what failed, decides what becomes of it, and counts for the metrics what became of all. */
export const rememberFailures = (options: FailuresOptions) => {
  const { database, group, metrics, logger } = options;
  const budget = limitBudget(options.budget ?? defaultBudget);
  const streaks = failureStreaks(options.failingAggregatesMax ?? usualAggregatesMax);
  const showStopped = () => metrics.stopped.set({ consumer: group }, streaks.long());
  showStopped();
  // An increase is seen only of a number that was there before.
  metrics.handled.inc({ consumer: group, outcome: 'stale' }, 0);

  return {
    count: (received: number, outcomes: Outcomes): void => {
      const duplicate = received - outcomes.size;
      for (const [outcome, number] of Object.entries({ ...tallyOf(outcomes), duplicate }))
        if (number > 0) metrics.handled.inc({ consumer: group, outcome }, number);
    },

    wentWell: ({ id, subject, kind }: EventOfKind, outcomes: Outcomes): void => {
      budget.forget(id);
      if (outcomes.get(id) === 'stale')
        logger.error({ eventId: id, subject, kind }, 'an event has the sequence of another and is passed by');
      if (outcomes.get(id) === 'applied') streaks.end(kind);
      showStopped();
    },

    /**
     * Why an event that failed becomes a dead letter; without a reason it waits and is tried again: for surroundings that somebody must
     * mend, within its budget when it exceeds a limit, and when so many failed before it that it cannot be its own fault.
     */
    reasonOf: (
      { id, subject, kind }: EventOfKind,
      { fault, error }: Failure,
    ): DeadLetterReason | undefined => {
      if (fault === 'limit') {
        const exhausted = budget.isExhausted(id, performance.now());
        return exhausted ? { errorClass: 'limit', error: describeFault(error) } : undefined;
      }
      budget.forget(id);
      const waits = fault === 'surroundings' || streaks.add(kind, subject, error);
      showStopped();
      return waits ? undefined : { errorClass: 'handler', error: describeFault(error) };
    },

    deadLetter: async (delivery: Delivery, reason: DeadLetterReason): Promise<void> => {
      await keepDeadLetter(database, group, delivery, reason);
      metrics.deadLetters.inc({ consumer: group, class: reason.errorClass });
      logger.error({ topic: delivery.topic, key: delivery.key, ...reason }, 'a message became a dead letter');
    },
  };
};

export type Failures = ReturnType<typeof rememberFailures>;
