import { setTimeout as delay } from 'node:timers/promises';
import type { BusSubscription } from './bus.ts';

export type JoinOptions = {
  readonly join: () => Promise<BusSubscription>;
  readonly onError: (error: unknown) => void;
};

/** How long a start waits for the first try, so that where the bus is there a program that is ready has joined. */
const firstTryMs = 10_000;
const tryEveryMs = 2_000;

/**
 * Joins a group, again and again until it succeeds: a program is of use to people also while the bus is away. Resolves when the first try
 * has ended, well or not. Until it has joined its lag is not known, and rejects.
 */
export const joinInBackground = async ({ join, onError }: JoinOptions): Promise<BusSubscription> => {
  const stopping = new AbortController();
  const tried = Promise.withResolvers<void>();
  let joined: BusSubscription | undefined;

  const tryOnce = async (): Promise<boolean> => {
    try {
      const subscription = await join();
      joined = subscription;
      // The stop did not wait for a bus that does not answer.
      if (stopping.signal.aborted) await subscription.stop();
      return true;
    } catch (error) {
      onError(error);
      return false;
    } finally {
      tried.resolve();
    }
  };
  const untilJoined = async (): Promise<void> => {
    while (!(stopping.signal.aborted || (await tryOnce())))
      await delay(tryEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  };
  void untilJoined();
  await Promise.race([tried.promise, delay(firstTryMs, undefined, { ref: false })]);

  return {
    lag: () => joined?.lag() ?? Promise.reject(new Error('the group has not been joined yet')),
    stop: async () => {
      stopping.abort();
      await joined?.stop();
    },
  };
};
