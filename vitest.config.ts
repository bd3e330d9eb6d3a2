import { defineConfig } from 'vitest/config';
import { withinMs } from './packages/testkit/src/random-run.ts';
import { LongestFirst } from './tools/longest-first.ts';

const tests = (...suffixes: readonly string[]) =>
  suffixes.flatMap((suffix) => [`{apps,packages,tools,bench}/**/*.${suffix}.ts`]);

export default defineConfig({
  test: {
    // Most of what takes long here waits: for a session to end, for a broker to come back. Two files at a time share that.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: tests('test'),
          exclude: [...tests('int.test', 'e2e.test', 'kafka.test'), '**/node_modules/**', 'tools/canary/**'],
          // Most of their time is reading modules; pure functions share them without harm.
          isolate: false,
        },
      },
      {
        test: {
          name: 'int',
          include: tests('int.test', 'e2e.test'),
          exclude: ['**/node_modules/**'],
          globalSetup: ['packages/testkit/src/global-postgres.ts'],
          testTimeout: withinMs(60_000),
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'kafka',
          include: tests('kafka.test'),
          exclude: ['**/node_modules/**'],
          globalSetup: ['packages/testkit/src/global-postgres.ts', 'packages/testkit/src/global-kafka.ts'],
          // The client's throttle timer may be negative on this Node; it then fires at once, which is harmless.
          execArgv: ['--disable-warning=TimeoutNegativeWarning'],
          testTimeout: withinMs(60_000),
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
