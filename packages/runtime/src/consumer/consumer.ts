import type { EventContract } from '@recoup/contracts/envelope';
import type { Bus, BusSubscription, Delivery } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import { sqlStateOf } from '../database/sql-state.ts';
import { describeFault, keepDeadLetter } from '../dead-letters/dead-letters.ts';
import { type ResolveDeadLetters, resolveWith } from '../dead-letters/resolve.ts';
import { type Decoded, decode } from '../inbox/decode.ts';
import { createInbox } from '../inbox/inbox.ts';
import type { FollowerFailed } from '../inbox/locked-aggregates.ts';
import type { Tally } from '../inbox/outcome.ts';
import { withdrawParked } from '../inbox/parked-events.ts';
import { withRetries } from '../inbox/retry.ts';
import type { AnyEvent, Subscription } from '../inbox/subscription.ts';
import { whoseFault } from '../inbox/whose-fault.ts';
import { failpoint } from '../process/failpoint.ts';
import type { Logger } from '../process/logger.ts';
import type { ServiceMetrics } from '../process/metrics.ts';
import { type TimeoutBudget, timeoutBudget } from './timeout-budget.ts';

export type ConsumerOptions = {
  readonly database: Database;
  readonly bus: Bus;
  /** The consumer group: the service's name, or that of a role which several programs may play. */
  readonly group: string;
  readonly catalogue: ReadonlyMap<string, EventContract>;
  readonly subscriptions: readonly Subscription[];
  /** How many messages make one transaction at most; the bus's own number without it. */
  readonly batchSize?: number;
  /** With an event that takes too long by itself, before it becomes a dead letter. */
  readonly budget?: TimeoutBudget;
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
};

export type Consumer = {
  readonly start: () => Promise<BusSubscription | undefined>;
  readonly handle: (batch: readonly Delivery[]) => Promise<void>;
} & ResolveDeadLetters;

/** Five minutes are more than a database that is slow for all usually takes to recover. */
const defaultBudget: TimeoutBudget = { tries: 5, ms: 5 * 60_000 };

const tookTooLong = (error: unknown): boolean => sqlStateOf(error) === '57014';
/** What is too much for one transaction may do in many, one for each event. */
const stopsPartition = (error: unknown): boolean => whoseFault(error) !== 'event' && !tookTooLong(error);

/**
 * What a service does with its messages: a batch in one transaction; when that fails, event by event; what still fails for
 * its own reason is kept as a dead letter and the rest goes on. Only trouble of the database stops the partition, and one that
 * always takes too long not for ever.
 */
export const createConsumer = (options: ConsumerOptions): Consumer => {
  const { database, group, catalogue, logger, metrics } = options;
  const byTopic = new Map(options.subscriptions.map((subscription) => [subscription.topic, subscription]));
  const redecode = (topic: string, key: string, value: Uint8Array): AnyEvent => {
    const read = decode({ topic, key, value, headers: {}, partition: 0, position: '0' }, catalogue);
    if (!read.event) throw new Error(`a parked message is no longer readable: ${read.refusal.error}`);
    return read.event;
  };
  const slow = timeoutBudget(options.budget ?? defaultBudget);
  const inbox = createInbox(database, group, redecode);

  const count = (tally: Tally) => {
    for (const [outcome, number] of Object.entries(tally))
      metrics.handled.inc({ consumer: group, outcome }, number);
  };

  const deadLetter = async (delivery: Delivery, failure: { errorClass: string; error: string }) => {
    await keepDeadLetter(database, group, delivery, failure);
    metrics.deadLetters.inc({ consumer: group, class: failure.errorClass });
    logger.error({ topic: delivery.topic, key: delivery.key, ...failure }, 'a message became a dead letter');
  };

  /** The event that was handed over is in order; the one that waited for it becomes the dead letter. */
  const deadLetterFollower = (failed: FollowerFailed) =>
    database.transaction(async () => {
      const delivery = await withdrawParked(database, group, failed.follower);
      if (delivery) await deadLetter(delivery, { errorClass: 'handler', error: describeFault(failed.cause) });
    });

  const take = async (
    subscription: Subscription,
    received: readonly Extract<Decoded, { event: AnyEvent }>[],
  ) => {
    failpoint('event-before-transaction');
    count(await inbox.take(subscription, received));
    failpoint('event-after-effect');
  };

  const retry = withRetries(deadLetterFollower);

  const takeOne = async (subscription: Subscription, one: Extract<Decoded, { event: AnyEvent }>) => {
    try {
      await retry(() => take(subscription, [one]));
    } catch (error) {
      const tooSlow = tookTooLong(error) && slow.isExhausted(one.delivery, performance.now());
      if (whoseFault(error) !== 'event' && !tooSlow) throw error;
      await deadLetter(one.delivery, {
        errorClass: tooSlow ? 'timeout' : 'handler',
        error: describeFault(error),
      });
    }
    slow.forget(one.delivery);
  };

  const handle = async (batch: readonly Delivery[]) => {
    const [first] = batch;
    const subscription = first && byTopic.get(first.topic);
    if (!subscription) return;
    const readable: Extract<Decoded, { event: AnyEvent }>[] = [];
    for (const decoded of batch.map((delivery) => decode(delivery, catalogue))) {
      if (decoded.event) readable.push(decoded);
      else await deadLetter(decoded.delivery, decoded.refusal);
    }
    if (readable.length === 0) return;
    try {
      await take(subscription, readable);
    } catch (error) {
      if (stopsPartition(error)) throw error;
      logger.warn({ err: error, events: readable.length }, 'a batch failed; its events are taken one by one');
      for (const one of readable) await takeOne(subscription, one);
    }
  };

  const resolution = resolveWith({ database, byTopic, catalogue, inbox, count, retry, logger });

  return {
    handle,
    ...resolution,
    start: async () =>
      byTopic.size === 0
        ? undefined
        : options.bus.subscribe({
            group,
            topics: [...byTopic.keys()],
            ...(options.batchSize === undefined ? {} : { batchSize: options.batchSize }),
            handle,
            onError: (error) => logger.error({ err: error }, 'a batch was not taken in; it comes again'),
          }),
  };
};
