import type { BusSubscription } from '../bus/bus.ts';
import { measureBus } from '../bus/bus-metrics.ts';
import { joinInBackground } from '../bus/join-in-background.ts';
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
  /** Joins the groups, where the bus is away in the background. */
  readonly start: () => Promise<{ readonly stop: () => Promise<void> }>;
  /**
   * How many messages the groups that this program joins have still to take. Undefined while the bus does not say, or one is not
   * joined yet.
   */
  readonly lag: () => Promise<number | undefined>;
} & ResolveDeadLetters;

/** The groups a program listens in, each with an inbox and a lag of its own. */
export const createConsumerGroups = (
  surroundings: Omit<ConsumerOptions, 'group' | 'subscriptions' | 'batchSize'>,
  groups: readonly ConsumerGroup[],
): ConsumerGroups => {
  const known = groups.map(({ joins = true, ...group }) => ({
    group: group.group,
    joins: joins && group.subscriptions.length > 0,
    consumer: createConsumer({ ...surroundings, ...group }),
  }));
  const ownerOf = (deadLetter: DeadLetter) => known.find(({ group }) => group === deadLetter.consumer);
  const joined = new Map<string, BusSubscription>();
  const { bus, logger, metrics } = surroundings;
  return {
    start: async () => {
      for (const { group, joins, consumer } of known) {
        if (!joins) continue;
        const onError = (error: unknown) =>
          logger.error({ err: error, group }, 'the group could not be joined; it is tried again');
        joined.set(group, await joinInBackground({ join: consumer.start, onError }));
      }
      measureBus(bus, joined, metrics);
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
