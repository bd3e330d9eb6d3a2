import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tidy } from './tidy.ts';

const root = join(import.meta.dirname, '../..');
const advice = (path: string, text: string): readonly string[] =>
  tidy({ path, text }).map((finding) => finding.advice);
const lines = (count: number): string => 'const one = 1;\n'.repeat(count);

const domain = 'apps/alpha/src/domain/age.ts';
const adapter = 'apps/alpha/src/adapters/postgres/rows.ts';
const unitTest = 'apps/alpha/src/domain/age.test.ts';

const untidy: readonly (readonly [rule: string, path: string, text: string, advice: RegExp])[] = [
  ['a barrel', 'packages/alpha/src/index.ts', '', /name the file/],
  ['a drawer of helpers', 'apps/alpha/src/helpers.ts', '', /name the file/],
  ['a test of a drawer', 'apps/alpha/src/utils.test.ts', '', /name the file/],
  ['a service class by name', 'apps/alpha/src/packet-service.ts', '', /name the file/],
  ['a manager', 'apps/alpha/src/case-manager.tsx', '', /name the file/],
  ['a base', 'apps/alpha/src/base-store.ts', '', /name the file/],
  ['301 lines', adapter, lines(301), /split the file/],
  ['a dashed banner', adapter, '// ---- Commands ----', /banner/],
  ['a slashed banner', adapter, '////// Commands', /banner/],
  ['a starred banner', adapter, '/*********** Commands', /banner/],
  ['the clock in the domain', domain, 'const age = Date.now();', /arguments/],
  ['the present in the domain', domain, 'const now = new Date();', /arguments/],
  ['chance in a use case', 'apps/alpha/src/application/draw.ts', 'Math.random()', /arguments/],
  ['identity in a port', 'apps/alpha/src/ports/store.ts', 'crypto.randomUUID()', /arguments/],
  ['a timer in the shared domain', 'packages/domain/src/wait.ts', 'setTimeout(go, 1)', /arguments/],
  ['the clock in a unit test of the domain', unitTest, 'at(Date.now())', /arguments/],
  ['a comment that is too long', adapter, `// ${'so '.repeat(46)}`, /wrap a comment/],
  ['a docstring that is too long', adapter, ` * ${'so '.repeat(46)}`, /wrap a comment/],
  ['a comment far behind code', adapter, `${'go(); '.repeat(24)} // and on`, /wrap a comment/],
  ['a leftover in code', adapter, 'go(); // TODO later', /finish it/],
  ['a leftover in a block', adapter, ' * FIXME', /finish it/],
  ['a leftover in a document', 'docs/a.md', '# A\nXXX', /finish it/],
  ['rows that are not in a select', adapter, 'where id not in (select id from other)', /not exists/],
  ['rows that are not in a select below', adapter, '   where id not in (', /not exists/],
  ['a cast to any', adapter, 'const row = input as any;', /narrow/],
  ['a double cast', adapter, 'const row = input as unknown as Row;', /narrow/],
  ['an any parameter', adapter, 'const f = (row: any) => row;', /narrow/],
  ['a non-null assertion', adapter, 'rows[0]!.id', /narrow/],
  ['a silenced compiler', adapter, '// @ts-expect-error', /silence/],
  ['a silenced linter', adapter, '// biome-ignore lint: because', /silence/],
  ['a silenced other linter', adapter, '/* eslint-disable */', /silence/],
  ['a skipped test', unitTest, "it.skip('works', () => {});", /does not run/],
  ['an only test', unitTest, "describe.only('works', () => {});", /does not run/],
  ['a test to be written', unitTest, "it.todo('works');", /does not run/],
  ['an asserted call', unitTest, 'expect(send).toHaveBeenCalledWith(1);', /outcome/],
  ['a mocked module', unitTest, "vi.mock('./age.ts');", /outcome/],
  ['a path of one machine', 'docs/a.md', '# A\nsee /home/ann/recoup', /this machine/],
  ['a long README', 'README.md', `# A\n${'text\n'.repeat(120)}`, /README/],
  ['a document without a heading', 'docs/a.md', 'text', /exactly one/],
  ['a document with two headings', 'docs/a.md', '# A\n\n# B', /exactly one/],
];

const fine: readonly (readonly [what: string, path: string, text: string])[] = [
  ['a service folder', 'apps/risk-service/src/main.ts', ''],
  ['the fixture that starts a service', 'apps/risk-service/test/risk-service.fixture.ts', ''],
  ['300 lines', adapter, lines(300)],
  ['a long file with its reason', adapter, `// Longer than 300 lines: one table\n${lines(300)}`],
  ['a doc comment', adapter, '/** The open amount. */'],
  ['a given instant', domain, 'const at = new Date(text);'],
  ['the clock in an adapter', adapter, 'const now = () => new Date();'],
  ['identity in a port suite', 'apps/alpha/src/ports/store.suite.ts', 'const id = randomUUID();'],
  ['the currency that stands for none', adapter, "const none = 'XXX';"],
  ['the word any in a text', adapter, "const text = 'as any fool knows: any';"],
  ['an inequality', adapter, 'if (left !== right && !(a != b)) go();'],
  ['an exclamation in a text', adapter, "const text = 'Done!).';"],
  ['a test that needs a broker', unitTest, "it.skipIf(!broker)('sends', () => {});"],
  ['rows that are not in a list', adapter, "where state not in ('DRAFT', 'CANCELLED')"],
  ['a heading in a code fence', 'docs/a.md', '# A\n\n```sh\n# not a heading\n```\n'],
  ['a web address', 'docs/a.md', '# A\nhttps://example.com/work/home/ann/'],
];

describe('tidy', () => {
  it.each(untidy)('advises against %s', (_rule, path, text, expected) => {
    expect(advice(path, text)).toEqual([expect.stringMatching(expected)]);
  });

  it.each(fine)('leaves %s alone', (_what, path, text) => {
    expect(advice(path, text)).toEqual([]);
  });

  it('says where', () => {
    expect(tidy({ path: adapter, text: 'go();\n// TODO\n' })).toMatchObject([{ path: adapter, line: 2 }]);
  });
});

describe('the repository', () => {
  const readable = /[.](?:[cm]?[jt]sx?|md|json|ya?ml|sql|sh|css|html)$|(?:Dockerfile|\.ci\/run)$/;
  const passedOver = /^(?:package-lock\.json|tools\/(?:code\/tidy(?:\.test)?\.ts|canary\/.*))$/;
  const notOurs = /(^|[\\/])(node_modules|\.git|\.recoup|\.turbo|dist|coverage)$/;

  const files = globSync('{**,.ci/*,.*}', { cwd: root, exclude: (path) => notOurs.test(path) })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => readable.test(path) && !passedOver.test(path));

  it('is seen as a whole', () => {
    const tracked = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).stdout ?? '';
    const expected = tracked
      .split('\n')
      .filter((path) => readable.test(path) && !passedOver.test(path) && existsSync(join(root, path)));
    expect(files).toEqual(
      expect.arrayContaining(['biome.json', 'scripts/run.mjs', 'packages/domain/src/money.ts']),
    );
    expect(expected.filter((path) => !files.includes(path))).toEqual([]);
  });

  it('has no source folder of more than twenty entries, but for migrations', () => {
    const folders = new Map<string, Set<string>>();
    const grouped = /^(?:(?:apps|packages)\/[^/]+\/(?:src|test)|tools|bench)\//;
    for (const path of files.filter((file) => grouped.test(file))) {
      const parts = path.split('/');
      for (let depth = /^(?:tools|bench)/.test(path) ? 1 : 3; depth < parts.length; depth += 1) {
        const folder = parts.slice(0, depth).join('/');
        folders.set(folder, (folders.get(folder) ?? new Set()).add(parts[depth] ?? ''));
      }
    }
    expect(folders.size).toBeGreaterThan(50);
    const full = [...folders].filter(
      ([folder, entries]) => entries.size > 20 && !folder.endsWith('/migrations'),
    );
    expect(full.map(([folder, entries]) => `${folder} holds ${entries.size}`)).toEqual([]);
  });

  it('is tidy', () => {
    const findings = files.flatMap((path) => tidy({ path, text: readFileSync(join(root, path), 'utf8') }));
    expect(findings.map(({ path, line, advice }) => `${path}:${line} ${advice}`)).toEqual([]);
  }, 60_000);
});
