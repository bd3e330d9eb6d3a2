import { spawnSync } from 'node:child_process';
import { randomTests, testSources } from './random-tests.ts';

/** So many times as many rounds as usual, where the caller does not say. */
const usualTimes = '10';

const wanted = process.argv.slice(2);
const tests = randomTests(testSources()).filter(
  (path) => wanted.length === 0 || wanted.some((start) => path.startsWith(start)),
);
if (tests.length === 0) {
  console.error(`npm run long -- [PATH ...]: no random test lies in ${wanted.join(' or ')}`);
  process.exit(1);
}
const { status } = spawnSync('vitest', ['run', ...tests], {
  stdio: 'inherit',
  env: { LONG_RUNS: usualTimes, ...process.env },
});
process.exit(status ?? 1);
