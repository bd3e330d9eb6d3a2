import type { BusSubscription } from '../bus/bus.ts';
import { measureBus } from '../bus/bus-metrics.ts';
import type { DeadLetter } from '../dead-letters/dead-letters.ts';
import type { ResolveDeadLetters } from '../dead-letters/resolve.ts';
import type { Subscription } from '../inbox/subscription.ts';
import { createConsumer } from './consumer.ts';
import type { ConsumerOptions } from './consumer-options.ts';

/** What one program listens to as a member of one consumer group. */
export type ConsumerGroup = {
  readonly group: string;
  readonly subscriptions: readonly Subscription[];
  readonly batchSize?: number;
  /** False where other programs are the members: then only the group's dead letters are replayed here. Default true. */
  readonly joins?: boolean;
};

export type ConsumerGroups = {
  readonly start: () => Promise<{ readonly stop: () => Promise<void> }>;
  /** How many messages the groups joined here have still to take. Undefined while the bus does not say. */
  readonly lag: () => Promise<number | undefined>;
} & ResolveDeadLetters;

/** The groups a program listens in, each with an inbox and a lag of its own. */
export const createConsumerGroups = (
  surroundings: Omit<ConsumerOptions, 'group' | 'subscriptions' | 'batchSize'>,
  groups: readonly ConsumerGroup[],
): ConsumerGroups => {
  const known = groups.map(({ joins = true, ...group }) => ({
    group: group.group,
    joins,
    consumer: createConsumer({ ...surroundings, ...group }),
  }));
  const ownerOf = (deadLetter: DeadLetter) => known.find(({ group }) => group === deadLetter.consumer);
  const joined = new Map<string, BusSubscription>();
  return {
    start: async () => {
      for (const { group, joins, consumer } of known) {
        const subscription = joins ? await consumer.start() : undefined;
        if (subscription) joined.set(group, subscription);
      }
      measureBus(surroundings.bus, joined, surroundings.metrics.registry);
      return {
        stop: async () => {
          await Promise.all([...joined.values()].map((subscription) => subscription.stop()));
        },
      };
    },
    lag: async () => {
      const lags = await Promise.all(
        [...joined.values()].map((subscription) => subscription.lag().catch(() => undefined)),
      );
      return lags.reduce<number | undefined>(
        (sum, one) => (sum === undefined || one === undefined ? undefined : sum + one),
        0,
      );
    },
    replay: async (deadLetter, by) => {
      const own = ownerOf(deadLetter);
      return own ? own.consumer.replay(deadLetter, by) : 'no-consumer';
    },
    dryRun: async (deadLetter) => {
      const own = ownerOf(deadLetter);
      const nobody = {
        outcome: 'fails',
        error: `nothing here is ${deadLetter.consumer}`,
        followers: 0,
      } as const;
      return own ? own.consumer.dryRun(deadLetter) : nobody;
    },
    discard: async (deadLetter, order) => {
      const own = ownerOf(deadLetter);
      return own ? own.consumer.discard(deadLetter, order) : 'no-consumer';
    },
  };
};
