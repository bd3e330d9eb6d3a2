import type { EventContract } from '@recoup/contracts/envelope';
import type { Bus } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import type { Subscription } from '../inbox/subscription.ts';
import type { FailuresOptions } from './failures/failures.ts';

/** What a consumer is made of. */
export type ConsumerOptions = FailuresOptions & {
  readonly database: Database;
  readonly bus: Bus;
  readonly catalogue: ReadonlyMap<string, EventContract>;
  readonly subscriptions: readonly Subscription[];
  /** How many messages make one transaction at most; the bus's own number without it. */
  readonly batchSize?: number;
};
