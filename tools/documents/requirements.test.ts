import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOf, requirementIds } from './requirements.ts';

const root = join(import.meta.dirname, '../..');

const title = 'a commission of %s goes to %j';
const path = 'apps/alpha/src/route.test.ts';
const suite = 'apps/alpha/test/line.suite.ts';
const test = `it.each(rows)('${title}', () => { expect(1).toBe(1); });`;
const named = (where = path, what = title) => `\`${where}\`: "${what}"`;

/** The table with every requirement open but the first, which is shown by what is given. */
const document = (shownBy = 'open', change: (rows: string[]) => readonly string[] = (rows) => rows) =>
  [
    '# Requirements',
    '',
    '| id | requirement | shown by |',
    '|---|---|---|',
    ...change(requirementIds.map((id, at) => `| ${id} | It holds. | ${at === 0 ? shownBy : 'open'} |`)),
    '',
  ].join('\n');

/** A repository of these files, of which tests run where their names say so. */
const repository = (files: Readonly<Record<string, string>>) => ({
  textOf: (at: string) => files[at],
  testFiles: new Set(Object.keys(files).filter((at) => at.endsWith('.test.ts'))),
});
const faults = (shownBy: string, text = test) => faultsOf(document(shownBy), repository({ [path]: text }));

describe('the table of requirements', () => {
  it.each([
    ['every row open', 'open', ''],
    ['a row out of scope, with the reason', 'out of scope: the product measures no visitors', ''],
    ['a row with the test that shows it', named(), test],
    ['a row with two tests', `${named()}; ${named(path, 'other')}`, `${test} it('other', () => {});`],
    ['a test inside a describe', named(), `describe('routing', () => { ${test} });`],
    ['a test in a describe of several shapes', named(), `describe.each(shapes)('%s', () => { ${test} });`],
    ['a test with a limit of time', named(), `it('${title}', { timeout: 5_000 }, async () => {});`],
    ['a concurrent test', named(), `it.concurrent('${title}', async () => {});`],
    [
      'a title with a placeholder',
      named(path, 'once ($' + '{seed})'),
      'it(`once ($' + '{seed})`, () => {});',
    ],
    ['a title with quotes and a bar', named(path, 'the "a" \\| b'), `it('the "a" | b', () => {});`],
  ])('may have %s', (_what, shownBy, text) => {
    expect(faults(shownBy, text)).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a misspelt word for open', 'opne'],
    ['open in capitals', 'Open'],
    ['open with a remark', 'open, nearly'],
    ['no reason for being out of scope', 'out of scope: '],
    ['a file without a title', `\`${path}\``],
    ['a title without a file', `"${title}"`],
    ['a remark after the test', `${named()} and more`],
    ['open beside a test', `${named()}; open`],
  ])('may not have %s', (_what, shownBy) => {
    expect(faults(shownBy)).not.toEqual([]);
  });

  it('names an id that is missing, stands there twice or belongs to no source', () => {
    const changed = document('open', ([first = '', second = '', third = '', ...others]) => [
      first,
      first,
      second.replace('R0-002', 'R0-146'),
      third,
      ...others,
    ]);
    expect(faultsOf(changed, repository({}))).toEqual([
      'R0-002 is missing',
      'R0-001 stands there 2 times',
      'R0-146 is no requirement',
    ]);
    expect(requirementIds).toHaveLength(429);
  });

  it('names a row that cannot be read', () => {
    const changed = document('open', (rows) => [...rows.slice(0, -1), '| R2-042 | It holds. |']);
    expect(faultsOf(changed, repository({}))).toEqual([
      'R2-042 is missing',
      'line 433 is no row of the table',
    ]);
  });
});

describe('a test that a row names', () => {
  it.each([
    ['in a file that is not there', named('apps/alpha/src/gone.test.ts'), test, 'no tracked file'],
    ['whose title is only a comment', named(), `// it('${title}', () => {});`, 'no test'],
    ['whose title is only a text', named(), `const text = "it('${title}', () => {})";`, 'no test'],
    ['whose title is a part of another', named(path, 'a commission'), test, 'no test'],
    ['whose title has other words before it', named(path, `the ${title}`), test, 'no test'],
    ['that is a describe', named(), `describe('${title}', () => {});`, 'no test'],
    ['that calls nothing of vitest', named(), `say.it('${title}', () => {});`, 'no test'],
    ['that stands there twice', named(), `${test} ${test}`, 'tell them apart'],
    ['that is skipped', named(), `it.skip('${title}', () => {});`, 'not always run'],
    [
      'that is skipped for each row',
      named(),
      `test.skip.each(rows)('${title}', () => {});`,
      'not always run',
    ],
    ['that is skipped by an option', named(), `it('${title}', { skip: true }, () => {});`, 'not always run'],
    ['that is to be written', named(), `it.todo('${title}');`, 'not always run'],
    ['that has no body', named(), `it('${title}');`, 'not always run'],
    ['that must fail', named(), `it.fails('${title}', () => {});`, 'not always run'],
    ['that hides all others', named(), `it.only('${title}', () => {});`, 'not always run'],
    ['in a skipped describe', named(), `describe.skip('x', () => { ${test} });`, 'not always run'],
    [
      'deep in a skipped one',
      named(),
      `describe.skip('x', () => describe('y', () => { ${test} }));`,
      'not always',
    ],
    ['that needs a broker', named(), `it.skipIf(!broker)('${title}', () => {});`, 'not always run'],
    [
      'in a describe that needs a broker, under another name',
      named(),
      `const on = describe.runIf(broker); on('x', () => { ${test} });`,
      'not always',
    ],
  ])('shows nothing %s', (_what, shownBy, text, fault) => {
    expect(faults(shownBy, text)).toEqual([expect.stringContaining(fault)]);
  });

  it('shows something in a suite only when a test that runs takes it in', () => {
    const takenIn = {
      [suite]: test,
      'apps/alpha/test/line.e2e.test.ts': `import { line } from './line.suite.ts';`,
    };
    const asType = { [suite]: test, [path]: `import type { Line } from '../test/line.suite.ts';` };
    const byName = { [suite]: test, [path]: `// import { line } from '../test/line.suite.ts';` };
    const found = (files: Readonly<Record<string, string>>) =>
      faultsOf(document(named(suite)), repository(files));
    expect(found(takenIn)).toEqual([]);
    for (const files of [asType, byName, { [suite]: test }])
      expect(found(files)).toEqual([`R0-001: ${suite} is run by no test`]);
  });

  it('shows nothing in a file that no run takes', () => {
    const files = { ...repository({ [path]: test }), testFiles: new Set<string>() };
    expect(faultsOf(document(named()), files)).toEqual([`R0-001: ${path} is run by no test`]);
  });
});

// Asks git and vitest, each in a process of its own: slow on a machine that has much to do.
describe('docs/requirements.md', { timeout: 60_000 }, () => {
  const said = (program: string, ...args: readonly string[]): string => {
    const { stdout, stderr, status } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };

  it('has every requirement once, each with tests that stand and run, or open, or out of scope', () => {
    const tracked = new Set(said('git', 'ls-files').split('\n'));
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const listed: readonly { readonly file: string }[] = JSON.parse(
      said(process.execPath, vitest, 'list', '--filesOnly', '--json'),
    );
    const testFiles = new Set(listed.map(({ file }) => relative(root, file).replaceAll('\\', '/')));
    const textOf = (at: string) =>
      tracked.has(at) && existsSync(join(root, at)) ? readFileSync(join(root, at), 'utf8') : undefined;
    expect(testFiles.size).toBeGreaterThan(100);
    expect(faultsOf(readFileSync(join(root, 'docs/requirements.md'), 'utf8'), { textOf, testFiles })).toEqual(
      [],
    );
  });
});
