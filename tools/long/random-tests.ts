import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** The text of each file of tests, by its path. */
export type TestSources = ReadonlyMap<string, string>;

export const testSources = (): TestSources => {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'apps', 'packages'], {
    encoding: 'utf8',
  });
  const paths = listed.split('\n').filter((path) => /\.(?:test|suite|fixture)\.ts$/.test(path));
  return new Map(paths.sort().map((path) => [path, readFileSync(path, 'utf8')]));
};

/** The tests whose course chance decides, themselves or by what they import. */
export const randomTests = (sources: TestSources): readonly string[] => {
  const isRandom = (path: string): boolean => {
    const imported = [...(sources.get(path) ?? '').matchAll(/\bfrom '([^']+)'/g)].map(
      ([, from = '']) => from,
    );
    return imported.some((from) =>
      from.startsWith('.')
        ? isRandom(posix.join(posix.dirname(path), from))
        : from === '@recoup/testkit/random-run',
    );
  };
  return [...sources.keys()].filter((path) => path.endsWith('.test.ts') && isRandom(path));
};
