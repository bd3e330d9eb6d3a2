import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const published = z.object({ properties: z.object({ data: z.unknown() }) });
const children = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);
const withProperties = z.object({ properties: z.record(z.string(), z.unknown()) });

/** The names of all properties a JSON Schema knows, at any depth. */
const fieldsOf = (schema: unknown): readonly string[] => {
  const own = withProperties.safeParse(schema);
  const inner = children.safeParse(schema);
  return [
    ...(own.success ? Object.keys(own.data.properties) : []),
    ...(inner.success ? Object.values(inner.data).flatMap(fieldsOf) : []),
  ];
};

const schemas = globSync('docs/events/*.json', { cwd: root }).map(
  (path) => published.parse(JSON.parse(readFileSync(join(root, path), 'utf8'))).properties.data,
);
const fields = new Set(schemas.flatMap(fieldsOf));

const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8');
const entriesOf = (text: string, entry: RegExp) =>
  [...text.matchAll(entry)].map(([, name = '', meaning = '']) => ({ name, meaning }));
const words = entriesOf(glossary, /^\| ([^`|]+) \| (.*) \|$/gm)
  .map(({ name }) => name)
  .filter((name) => name !== 'word' && name !== 'field');
const listed = entriesOf(glossary, /^\| `(\w+)` \| (.*) \|$/gm);

const unexplained = (names: Iterable<string>): readonly string[] => {
  const explained = new Set([...words, ...listed.map(({ name }) => name)]);
  return [...names].filter((name) => !explained.has(name)).sort();
};

it('explains every field that events publish', () => {
  expect(schemas.length).toBeGreaterThan(30);
  expect(fields.size).toBeGreaterThan(100);
  expect(unexplained(fields)).toEqual([]);
});

it('notices a field that nobody explained, however deep it lies', () => {
  const line = { type: 'object', properties: { plantedField: { type: 'string' } } };
  const planted = { type: 'object', properties: { lines: { type: 'array', items: { anyOf: [line] } } } };
  expect(unexplained(fieldsOf(planted))).toEqual(['plantedField']);
});

it('explains no field that no event has, and none twice', () => {
  const names = listed.map(({ name }) => name);
  expect(names.filter((name) => !fields.has(name))).toEqual([]);
  expect(names.length).toBe(new Set(names).size);
  expect(words.length).toBe(new Set(words).size);
});

it('says something of each', () => {
  expect(listed.filter(({ meaning }) => meaning.trim().length < 10)).toEqual([]);
});
