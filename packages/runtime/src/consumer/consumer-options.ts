import type { EventContract } from '@recoup/contracts/envelope';
import type { Bus } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import type { Subscription } from '../inbox/subscription.ts';
import type { Logger } from '../process/logger.ts';
import type { ServiceMetrics } from '../process/metrics.ts';
import type { LimitBudget } from './failures/limit-budget.ts';

/** What a consumer is made of. */
export type ConsumerOptions = {
  readonly database: Database;
  readonly bus: Bus;
  /** The consumer group: the service's name, or that of a role which several programs may play. */
  readonly group: string;
  readonly catalogue: ReadonlyMap<string, EventContract>;
  readonly subscriptions: readonly Subscription[];
  /** How many messages make one transaction at most; the bus's own number without it. */
  readonly batchSize?: number;
  /** With an event that exceeds a limit of the database by itself, before it becomes a dead letter. */
  readonly budget?: LimitBudget;
  /** Of how many aggregates events may fail one after another, before none becomes a dead letter any more. */
  readonly failingAggregatesMax?: number;
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
};
