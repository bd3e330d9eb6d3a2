import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

const passed = globSync('{apps,packages}/*/src/**/*.ts', { cwd: root }).flatMap((path) =>
  [...textOf(path).matchAll(/\bfailpoint\(([^)]*)\)/g)].map(([, given]) => given),
);
const [, strikes = ''] =
  /^const strikes\b.*?= \[(.*?)^\];/ms.exec(textOf('apps/embedded/test/faults/crash.suite.ts')) ?? [];
const [, ofImports = ''] =
  /^const failpoints = \[(.*?)\];/ms.exec(
    textOf('apps/ledger-service/test/imports/killed-imports.int.test.ts'),
  ) ?? [];
const struck = [...(strikes.match(/'[^']+'/g) ?? []), ...(ofImports.match(/'[^']+'/g) ?? [])];

it('services are killed at every failpoint that they pass, and at no other', () => {
  expect(struck).not.toEqual([]);
  expect([...new Set(struck)].sort()).toEqual([...new Set(passed)].sort());
});
