import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ApiDocument, Schema } from './api-types.ts';

const root = join(import.meta.dirname, '../..');

type Field = { readonly name: string; readonly schema: Schema & { readonly format?: string } };

const fieldsIn = (schema: Schema): readonly Field[] => [
  ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => [
    { name, schema: member },
    ...fieldsIn(member),
  ]),
  ...(schema.anyOf ?? []).flatMap(fieldsIn),
  ...(schema.items ? fieldsIn(schema.items) : []),
];

/** What a field is that may be null besides. */
const valuesOf = (schema: Field['schema']): readonly Field['schema'][] =>
  (schema.anyOf ?? [schema]).filter(({ type }) => type !== 'null');

const fields = globSync('docs/api/*.json', { cwd: root }).flatMap((path) => {
  const { paths }: ApiDocument = JSON.parse(readFileSync(join(root, path), 'utf8'));
  return Object.entries(paths).flatMap(([route, byMethod]) =>
    Object.entries(byMethod).flatMap(([method, { parameters, requestBody, responses }]) => {
      const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
      const bodies = contents.flatMap((content) => Object.values(content ?? {}));
      return [...parameters, ...bodies.flatMap(({ schema }) => fieldsIn(schema))].map(({ name, schema }) => ({
        where: `${path} ${method} ${route} ${name}`,
        name,
        formats: valuesOf(schema).map(({ format }) => format),
      }));
    }),
  );
});

const notOfFormat = (named: RegExp, formats: readonly string[]) => {
  const meant = fields.filter(({ name }) => named.test(name));
  expect(meant.length).toBeGreaterThan(0);
  return meant
    .filter((field) => !field.formats.every((format) => format !== undefined && formats.includes(format)))
    .map(({ where }) => where);
};

it('says of every time that it is one, in ISO 8601', () => {
  expect(notOfFormat(/(?:^at|[a-z]At)$/, ['date-time'])).toEqual([]);
});

it('says of every date that it is one', () => {
  expect(notOfFormat(/(?:^asOf|^until|^validFrom|^validUntil|[a-z]Date(?:\.[gl]te)?)$/, ['date'])).toEqual(
    [],
  );
});

it('says of every beginning of a span whether it is a time or a date', () => {
  expect(notOfFormat(/^since$/, ['date-time', 'date'])).toEqual([]);
});
