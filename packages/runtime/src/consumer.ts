import type { EventContract } from '@recoup/contracts/envelope';
import type { Bus, BusSubscription, Delivery } from './bus.ts';
import type { Database } from './database.ts';
import { isTroubleOfDatabase } from './database-trouble.ts';
import { type DeadLetter, keepDeadLetter, resolveDeadLetter } from './dead-letters.ts';
import { type Decoded, decode } from './decode.ts';
import { failpoint } from './failpoint.ts';
import { createInbox, type Tally } from './inbox.ts';
import type { Logger } from './logger.ts';
import type { ServiceMetrics } from './metrics.ts';
import type { AnyEvent, Subscription } from './subscription.ts';

export type ConsumerOptions = {
  readonly database: Database;
  readonly bus: Bus;
  /** The consumer group: the service's name. */
  readonly group: string;
  readonly catalogue: ReadonlyMap<string, EventContract>;
  readonly subscriptions: readonly Subscription[];
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
};

export type Consumer = {
  readonly start: () => Promise<BusSubscription | undefined>;
  /** Takes in a batch as the bus delivers it. */
  readonly handle: (batch: readonly Delivery[]) => Promise<void>;
  /** Tries a dead letter once more; its new error when it fails again. */
  readonly replay: (letter: DeadLetter, operator: string) => Promise<{ readonly error?: string }>;
};

const triesOfOneEvent = 3;

/**
 * What a service does with its messages: a batch in one transaction; when that fails, event by event; what still fails for
 * its own reason is kept as a dead letter and the rest goes on. Only trouble of the database stops the partition.
 */
export const createConsumer = (options: ConsumerOptions): Consumer => {
  const { database, group, catalogue, logger, metrics } = options;
  const byTopic = new Map(options.subscriptions.map((subscription) => [subscription.topic, subscription]));
  const redecode = (topic: string, key: string, value: Uint8Array): AnyEvent => {
    const read = decode({ topic, key, value, headers: {}, partition: 0, position: '0' }, catalogue);
    if (!read.event) throw new Error(`a parked message is no longer readable: ${read.refusal.error}`);
    return read.event;
  };
  const inbox = createInbox(database, group, redecode);

  const count = (tally: Tally) => {
    for (const [outcome, number] of Object.entries(tally))
      metrics.handled.inc({ consumer: group, outcome }, number);
  };

  const bury = async (delivery: Delivery, failure: { errorClass: string; error: string }) => {
    await keepDeadLetter(database, group, delivery, failure);
    metrics.deadLetters.inc({ consumer: group, class: failure.errorClass });
    logger.error({ topic: delivery.topic, key: delivery.key, ...failure }, 'a message became a dead letter');
  };

  const take = async (
    subscription: Subscription,
    received: readonly Extract<Decoded, { event: AnyEvent }>[],
  ) => {
    failpoint('event-before-transaction');
    count(await inbox.take(subscription, received));
    failpoint('event-after-effect');
  };

  const takeOne = async (subscription: Subscription, one: Extract<Decoded, { event: AnyEvent }>) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await take(subscription, [one]);
        return;
      } catch (error) {
        if (isTroubleOfDatabase(error)) throw error;
        if (attempt === triesOfOneEvent) {
          await bury(one.delivery, { errorClass: 'handler', error: describe(error) });
          return;
        }
      }
    }
  };

  const handle = async (batch: readonly Delivery[]) => {
    const [first] = batch;
    const subscription = first && byTopic.get(first.topic);
    if (!subscription) return;
    const readable: Extract<Decoded, { event: AnyEvent }>[] = [];
    for (const decoded of batch.map((delivery) => decode(delivery, catalogue))) {
      if (decoded.event) readable.push(decoded);
      else await bury(decoded.delivery, decoded.refusal);
    }
    if (readable.length === 0) return;
    try {
      await take(subscription, readable);
    } catch (error) {
      if (isTroubleOfDatabase(error)) throw error;
      logger.warn({ err: error, events: readable.length }, 'a batch failed; its events are taken one by one');
      for (const one of readable) await takeOne(subscription, one);
    }
  };

  const replay = async (letter: DeadLetter, operator: string) => {
    const delivery: Delivery = { ...letter, value: letter.value };
    const subscription = byTopic.get(letter.topic);
    const decoded = decode(delivery, catalogue);
    if (!subscription) return { error: `nothing here listens to ${letter.topic}` };
    if (!decoded.event) return { error: decoded.refusal.error };
    try {
      await database.transaction(async () => {
        count(await inbox.take(subscription, [decoded]));
        await resolveDeadLetter(database, letter.deadLetterId, 'replayed', operator);
      });
      return {};
    } catch (error) {
      const failure = describe(error);
      await keepDeadLetter(database, letter.consumer, delivery, { errorClass: 'handler', error: failure });
      return { error: failure };
    }
  };

  return {
    handle,
    replay,
    start: async () =>
      byTopic.size === 0
        ? undefined
        : options.bus.subscribe({
            group,
            topics: [...byTopic.keys()],
            handle,
            onError: (error) => logger.error({ err: error }, 'a batch was not taken in; it comes again'),
          }),
  };
};

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 4_000) : String(error);
