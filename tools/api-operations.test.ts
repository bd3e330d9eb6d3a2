import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiDocument, Operation } from '@recoup/runtime/http/documentation/api-document';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

type Named = Operation & { readonly name: string };
const operations = globSync('docs/api/*.json', { cwd: root }).flatMap((file): readonly Named[] => {
  const { paths }: ApiDocument = JSON.parse(readFileSync(join(root, file), 'utf8'));
  return Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({ ...operation, name: `${method} ${path}` })),
  );
});
const namesWhere = (is: (operation: Named) => boolean) => operations.filter(is).map(({ name }) => name);

it('says of every change who may make it', () => {
  const changes = (name: string) => !name.startsWith('get ');
  expect(namesWhere(({ name }) => changes(name)).length).toBeGreaterThan(20);
  expect(
    namesWhere(({ name, description }) => changes(name) && description === 'Anyone who is signed in.'),
  ).toEqual([]);
});
