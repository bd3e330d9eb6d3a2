const firstMs = 500;
const longestMs = 30_000;
/** A service that ran for so long was well: when it falls after that, the pauses begin anew. */
const wellAfterMs = 5_000;

/** How long to wait before a service that fell is started again: longer each time, for one that falls again at once. */
export const restartPauses = (now: () => number) => {
  let next = firstMs;
  let servedSince = now();
  return {
    served: (): void => {
      servedSince = now();
    },
    fell: (): number => {
      if (now() - servedSince >= wellAfterMs) next = firstMs;
      // It counts as served only when it says so again.
      servedSince = Number.POSITIVE_INFINITY;
      const pause = next;
      next = Math.min(2 * next, longestMs);
      return pause;
    },
  };
};
