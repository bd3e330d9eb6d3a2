/** One way to do the work; its time in milliseconds counts, what it prepares does not. */
export type Contender = {
  readonly name: string;
  readonly prepare: () => Promise<void>;
  readonly run: () => Promise<void>;
};

/**
 * Times every contender in every round, in an order that turns round by round, so that what disturbs the machine disturbs
 * all alike. Answers the median of each by name.
 */
export const interleaved = async (
  contenders: readonly Contender[],
  rounds: number,
  log: (line: string) => void,
): Promise<ReadonlyMap<string, number>> => {
  const times = new Map(contenders.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = contenders.map((_, index) => contenders[(index + round) % contenders.length]);
    for (const contender of order) {
      if (!contender) continue;
      await contender.prepare();
      const began = performance.now();
      await contender.run();
      const ms = performance.now() - began;
      times.get(contender.name)?.push(ms);
      log(`round ${round + 1} of ${rounds}: ${contender.name} ${Math.round(ms)} ms`);
    }
  }
  return new Map([...times].map(([name, each]) => [name, median(each)]));
};

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
};
