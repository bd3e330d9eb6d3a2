import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type MutationReport, reportOf } from './report.ts';
import { whichTests } from './which-tests.ts';
import { workingCopy } from './working-copy.ts';

const usage = `npm run mutants -- PATH [--tests PATH ...] [--database]
  Plants small faults in the sources of PATH, a folder or a file, and says which of them its tests do not notice.
  --tests     runs the tests of this folder or this file instead of those beside PATH and below; may be repeated
  --database  runs the tests that need PostgreSQL too, which takes far longer`;

const root = join(import.meta.dirname, '../..');
const threshold = 90;

const sourcesOf = (path: string): readonly string[] =>
  statSync(join(root, path)).isFile()
    ? [path]
    : [`${path}/**/*.ts`, ...['test', 'fixture', 'suite'].map((kind) => `!${path}/**/*.${kind}.ts`)];

/** These tests alone: what only another path's tests would notice is not shown by its own. */
const testSettings = (tests: readonly string[], database: boolean): string =>
  `export default { test: ${JSON.stringify({
    include: tests,
    exclude: ['**/*.{e2e,kafka}.test.ts', '**/node_modules/**', ...(database ? [] : ['**/*.int.test.ts'])],
    ...(database ? { globalSetup: ['packages/testkit/src/global-postgres.ts'] } : {}),
    testTimeout: 60_000,
    maxWorkers: 1,
  })} };`;

const settingsOf = (path: string) => ({
  testRunner: 'vitest',
  plugins: [join(root, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
  vitest: { configFile: 'mutants.config.js', related: false },
  mutate: sourcesOf(path),
  inPlace: true,
  concurrency: 1,
  coverageAnalysis: 'perTest',
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: 'mutants.json' },
  timeoutMS: 10_000,
  allowEmpty: true,
});

const run = (path: string, tests: readonly string[], database: boolean): MutationReport => {
  const copy = workingCopy(root);
  try {
    writeFileSync(join(copy, 'stryker.json'), JSON.stringify(settingsOf(path)));
    writeFileSync(join(copy, 'mutants.config.js'), testSettings(tests, database));
    const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
    const { status } = spawnSync(process.execPath, [stryker, 'run', 'stryker.json'], {
      cwd: copy,
      stdio: 'inherit',
    });
    const report = join(copy, 'mutants.json');
    if (status !== 0 || !existsSync(report)) throw new Error('the faults could not be planted; see above');
    return JSON.parse(readFileSync(report, 'utf8'));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    tests: { type: 'string', multiple: true, default: [] },
    database: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [given] = positionals;
const inRoot = (path: string): string => relative(root, path).replace(/\/$/, '');
if (values.help || !given || positionals.length > 1 || ![given, ...values.tests].every(existsSync)) {
  process.stdout.write(`${usage}\n`);
  process.exitCode = values.help ? 0 : 2;
} else {
  const path = inRoot(given);
  const { lines, score } = reportOf(run(path, whichTests(path, values.tests.map(inRoot)), values.database));
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = score < threshold ? 1 : 0;
}
