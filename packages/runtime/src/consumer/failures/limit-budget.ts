/** How long one event may wait because it exceeds a limit, and how often it is tried in that time at least. */
export type LimitBudget = { readonly tries: number; readonly ms: number };

/**
 * Remembers which events exceeded a limit of the database by themselves. A database that is slow for all is no event's fault,
 * so none is given up at once; only what still exceeds it after that budget would wait for ever.
 */
export const limitBudget = ({ tries, ms }: LimitBudget) => {
  const known = new Map<string, { tries: number; readonly since: number }>();
  return {
    /** Counts a try that exceeded a limit; answers whether it was one too many. */
    isExhausted: (eventId: string, nowMs: number): boolean => {
      const before = known.get(eventId) ?? { tries: 0, since: nowMs };
      known.set(eventId, { ...before, tries: before.tries + 1 });
      return before.tries + 1 >= tries && nowMs - before.since >= ms;
    },
    forget: (eventId: string): void => {
      known.delete(eventId);
    },
  };
};
