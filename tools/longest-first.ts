import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take minutes, the longest first: left to the end, one of them would run for itself while a worker has nothing to do. */
const long = ['/crash.kafka.test.ts', '/embedded/test/faults/outages.kafka.test.ts'];
const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = long.findIndex((name) => moduleId.endsWith(name));
  return rank < 0 ? long.length : rank;
};

/** Starts the longest test files first, and leaves the others in their usual order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
