/** Work that goes on while its caller does something else, one piece after the other. */
export const oneAtATime = () => {
  let underWay: Promise<void> = Promise.resolve();
  return {
    /** Begins with a piece once the one before has ended; what that failed with is thrown here. */
    begin: async (work: () => Promise<void>): Promise<void> => {
      await underWay;
      underWay = work();
      // Whoever waits for it gets its failure; until then it is nobody's.
      underWay.catch(() => undefined);
    },
    /** Waits for the last piece, and throws what that failed with. */
    ended: (): Promise<void> => underWay,
  };
};
