import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiDocument, Operation } from '@recoup/runtime/http/documentation/api-document';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

type Named = Operation & { readonly name: string };
const documents = globSync('docs/api/*.json', { cwd: root }).map(
  (file): ApiDocument => JSON.parse(readFileSync(join(root, file), 'utf8')),
);
const operations = documents.flatMap(({ paths }): readonly Named[] =>
  Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({ ...operation, name: `${method} ${path}` })),
  ),
);
const namesWhere = (is: (operation: Named) => boolean) => operations.filter(is).map(({ name }) => name);

it('says of every change who may make it', () => {
  const changes = (name: string) => !name.startsWith('get ');
  expect(namesWhere(({ name }) => changes(name)).length).toBeGreaterThan(20);
  expect(
    namesWhere(({ name, description }) => changes(name) && description === 'Anyone who is signed in.'),
  ).toEqual([]);
});

it('says of every operation with which statuses it refuses', () => {
  const refusing = ({ parameters, requestBody }: Operation) => {
    const asks = (name: string) => parameters.some((parameter) => parameter.name === name);
    return [
      ...['400', '401', '403', '500', '503'],
      ...(parameters.some((parameter) => parameter.in === 'path') ? ['404'] : []),
      ...(asks('If-Match') ? ['412', '428'] : []),
      ...(asks('Idempotency-Key') ? ['422'] : []),
      ...(requestBody ? ['413'] : []),
    ];
  };
  expect(
    namesWhere((operation) => !refusing(operation).every((status) => status in operation.responses)),
  ).toEqual([]);
});

it('names every code of a document to those who integrate', () => {
  const page = readFileSync(join(root, 'docs/integrators.md'), 'utf8');
  const codes = documents.flatMap(({ components }) =>
    Object.values(components.responses).flatMap(({ description }) => description.split(', ')),
  );
  expect(codes).toContain('SUBMISSION_INCOMPLETE');
  expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

it('shows an example of every body, a file included', () => {
  const contents = ({ requestBody }: Operation) => Object.values(requestBody?.content ?? {});
  expect(namesWhere((operation) => contents(operation).length > 0).length).toBeGreaterThan(18);
  expect(
    namesWhere(
      (operation) =>
        contents(operation).length > 0 && contents(operation).every(({ example }) => example === undefined),
    ),
  ).toEqual([]);
});
