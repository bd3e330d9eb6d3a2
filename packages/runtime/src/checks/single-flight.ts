/** Work that is done once at a time: who asks while it is under way gets the answer of those who asked before. */
export const singleFlight = <Answer>(work: () => Promise<Answer>): (() => Promise<Answer>) => {
  let underWay: Promise<Answer> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
};
