import type { BusSubscription, Delivery } from '../bus/bus.ts';
import { type ResolveDeadLetters, resolveWith } from '../dead-letters/resolve.ts';
import { noteBeginnings } from '../inbox/beginnings.ts';
import { decode, type Received } from '../inbox/decode.ts';
import { createInbox } from '../inbox/inbox.ts';
import type { AnyEvent } from '../inbox/subscription.ts';
import { startDuty } from '../process/duties/duty.ts';
import type { ConsumerOptions } from './consumer-options.ts';
import { rememberFailures } from './failures/failures.ts';
import { takeBatch } from './take-batch.ts';
import { takeFollowers } from './take-followers.ts';

export type Consumer = {
  /** Joins the group. */
  readonly start: () => Promise<BusSubscription>;
  readonly handle: (batch: readonly Delivery[]) => Promise<void>;
} & ResolveDeadLetters;

/** How soon a parked event is tried again that could not be taken in behind its predecessor. */
const followersEveryMs = 5_000;

/**
 * What a service does with its messages: it takes in a batch, then what had waited for it. What fails for its own reason is kept as a
 * dead letter and the rest goes on; a batch that fails for another reason comes again.
 */
export const createConsumer = (options: ConsumerOptions): Consumer => {
  const { database, group, catalogue, logger } = options;
  const byTopic = new Map(options.subscriptions.map((subscription) => [subscription.topic, subscription]));
  const redecode = (topic: string, key: string, value: Uint8Array): AnyEvent => {
    const read = decode({ topic, key, value, headers: {}, partition: 0, position: '0' }, catalogue);
    if (!read.event) throw new Error(`a parked message is no longer readable: ${read.refusal.error}`);
    return read.event;
  };
  const inbox = createInbox(database, group, redecode);
  const failures = rememberFailures(options);
  const follow = takeFollowers({ database, group, inbox, failures, logger });

  const noteBeginning = noteBeginnings(database, options.bus, group);

  const handle = async (batch: readonly Delivery[]) => {
    const [first] = batch;
    const subscription = first && byTopic.get(first.topic);
    if (!subscription) return;
    const received: Received[] = [];
    for (const decoded of batch.map((delivery) => decode(delivery, catalogue))) {
      if (decoded.event) received.push(decoded);
      else await failures.deadLetter(decoded.delivery, decoded.refusal);
    }
    if (received.length === 0) return;
    if (subscription.kind === 'facts') await noteBeginning(first);
    await takeBatch({ database, inbox, failures, logger }, subscription, received);
    // Of a batch that comes again too: the process may have ended between the two.
    await follow(subscription, [...new Set(received.map(({ event }) => event.subject))]);
  };

  const start = async (): Promise<BusSubscription> => {
    const subscription = await options.bus.subscribe({
      group,
      topics: [...byTopic.keys()],
      ...(options.batchSize === undefined ? {} : { batchSize: options.batchSize }),
      handle,
      onError: (error) => logger.error({ err: error }, 'a batch was not taken in; it comes again'),
    });
    const following = startDuty(options.metrics, {
      duty: `following of ${group}`,
      everyMs: followersEveryMs,
      round: async () => {
        for (const one of byTopic.values()) await follow(one);
        return false;
      },
      onError: (error) => logger.error({ err: error }, 'parked events could not be looked for'),
    });
    const stop = async () => {
      await following.stop();
      await subscription.stop();
    };
    return { lag: subscription.lag, stop };
  };

  const { count } = failures;
  return { handle, start, ...resolveWith({ database, byTopic, catalogue, inbox, count, follow, logger }) };
};
