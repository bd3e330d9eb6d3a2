import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const answered = /(?:\b\w+\(\s*[45]\d\d,\s*|\bstatus: [45]\d\d,\s*code: )'([A-Z_]+)'/g;

it('names every code of a problem to those who integrate', () => {
  const sources = globSync('{apps,packages}/*/src/**/*.ts', { cwd: root }).filter(
    (path) => !/simulators\/|[.]test[.]/.test(path),
  );
  const codes = sources.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(answered)].map(([, code = '']) => code),
  );
  const page = readFileSync(join(root, 'docs/integrators.md'), 'utf8');
  expect(codes.length).toBeGreaterThan(30);
  expect([...new Set(codes)].filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});
