import type { Delivery } from '../bus/bus.ts';

/** How long one message may hold its partition by taking too long, and how often it is tried in that time at least. */
export type TimeoutBudget = { readonly tries: number; readonly ms: number };

/**
 * Remembers which messages ran into the database's time limit by themselves. A database that is slow for all is no message's fault,
 * so nobody is given up at once; only what is still too slow after that budget would hold its partition for ever.
 */
export const timeoutBudget = ({ tries, ms }: TimeoutBudget) => {
  const known = new Map<string, { tries: number; readonly since: number }>();
  const keyOf = ({ topic, partition, position }: Delivery) => `${topic} ${partition} ${position}`;
  return {
    /** Counts a try that took too long; answers whether it was one too many. */
    isExhausted: (delivery: Delivery, nowMs: number): boolean => {
      const key = keyOf(delivery);
      const before = known.get(key) ?? { tries: 0, since: nowMs };
      known.set(key, { ...before, tries: before.tries + 1 });
      return before.tries + 1 >= tries && nowMs - before.since >= ms;
    },
    forget: (delivery: Delivery): void => {
      known.delete(keyOf(delivery));
    },
  };
};
