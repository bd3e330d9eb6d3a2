import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomTests, testSources } from './random-tests.ts';

describe('the random tests', () => {
  it('are those that draw what happens, themselves or by a suite that they share', () => {
    const sources = new Map([
      ['apps/a/test/kills.suite.ts', `import { randomRun } from '@recoup/testkit/random-run';`],
      ['apps/a/test/shared/kills.suite.ts', `export const kills = 0;`],
      ['apps/a/test/kills.e2e.test.ts', `import { kills } from './kills.suite.ts';`],
      ['apps/a/test/kills.kafka.test.ts', `import { kills } from './more.fixture.ts';`],
      ['apps/a/test/more.fixture.ts', `export { kills } from './kills.suite.ts';`],
      ['apps/a/test/other.e2e.test.ts', `import { kills } from './shared/kills.suite.ts';`],
      ['packages/b/src/disorder.int.test.ts', `import { rounds } from '@recoup/testkit/random-run';`],
      ['packages/b/src/order.test.ts', `import { rounds } from './rounds.ts';`],
    ]);
    expect(randomTests(sources)).toEqual([
      'apps/a/test/kills.e2e.test.ts',
      'apps/a/test/kills.kafka.test.ts',
      'packages/b/src/disorder.int.test.ts',
    ]);
  });

  it('are found in this repository, over both buses', () => {
    const found = randomTests(testSources());
    expect(found.length).toBeGreaterThan(12);
    expect(found).toContain('apps/embedded/test/faults/crash.e2e.test.ts');
    expect(found).toContain('apps/embedded/test/faults/crash.kafka.test.ts');
  });

  it('are all that draw anything: elsewhere in tests nothing is drawn that could not be repeated', () => {
    const drawing = [...testSources().keys()].filter((path) =>
      /\bMath\.random\(|\brandomInt\(|\bseededRandom\(/.test(readFileSync(path, 'utf8')),
    );
    expect(drawing).toEqual([
      // Ports, which another run on this machine may not have.
      'apps/embedded/test/installation/installation.fixture.ts',
      // One seed after another, from the one that is printed.
      'packages/runtime/src/consumer/inbox-in-disorder.int.test.ts',
      'packages/testkit/src/random-run.test.ts',
    ]);
  });
});
