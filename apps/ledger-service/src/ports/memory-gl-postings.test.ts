import { glPostingsSuite } from './gl-postings.suite.ts';
import { memoryGlPostings } from './memory-gl-postings.fixture.ts';

const memory = memoryGlPostings();

glPostingsSuite(() => ({
  ...memory,
  add: (after?: string) => memory.add(undefined, { after: after ?? null }),
}));
