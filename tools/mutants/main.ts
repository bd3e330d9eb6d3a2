import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type MutationReport, reportOf } from './report.ts';
import { workingCopy } from './working-copy.ts';

const usage = `npm run mutants -- PATH [--database]
  Plants small faults in the sources of PATH, a folder or a file, and says which of them its tests do not notice.
  --database  runs the tests that need PostgreSQL too, which takes far longer`;

const root = join(import.meta.dirname, '../..');
const threshold = 90;

const sourcesOf = (path: string): readonly string[] =>
  statSync(join(root, path)).isFile()
    ? [path]
    : [`${path}/**/*.ts`, ...['test', 'fixture', 'suite'].map((kind) => `!${path}/**/*.${kind}.ts`)];

/** The folder whose tests are run: that of a file. */
const testsOf = (path: string): string => (statSync(join(root, path)).isFile() ? join(path, '..') : path);

/** The tests of one path alone: what only another path's tests would notice is not shown by its own. */
const testSettings = (path: string, database: boolean): string =>
  `export default { test: ${JSON.stringify({
    include: [`${testsOf(path)}/**/*.test.ts`],
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

const run = (path: string, database: boolean): MutationReport => {
  const copy = workingCopy(root);
  try {
    writeFileSync(join(copy, 'stryker.json'), JSON.stringify(settingsOf(path)));
    writeFileSync(join(copy, 'mutants.config.js'), testSettings(path, database));
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
  options: { database: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
const [given] = positionals;
if (values.help || !given || positionals.length > 1 || !existsSync(given)) {
  process.stdout.write(`${usage}\n`);
  process.exitCode = values.help ? 0 : 2;
} else {
  const { lines, score } = reportOf(run(relative(root, given).replace(/\/$/, ''), values.database));
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = score < threshold ? 1 : 0;
}
