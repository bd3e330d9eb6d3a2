import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { catalogue } from '../src/catalogue.ts';
import type { EventContract } from '../src/envelope.ts';

type Schema = z.core.JSONSchema.BaseSchema;
type Path = readonly string[];

const golden = (type: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../golden/${type}.json`), 'utf8'));

/** Where a schema lists the values of a text; `*` stands for every member of a list. */
const enumerationsIn = (schema: Schema, at: Path = []): readonly Path[] => [
  ...(schema.enum || schema['x-known-values'] ? [at] : []),
  ...(schema.anyOf ?? []).flatMap((one) => enumerationsIn(Object(one), at)),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
    enumerationsIn(Object(one), [...at, name]),
  ),
  ...(schema.items ? enumerationsIn(Object(schema.items), [...at, '*']) : []),
];

const withValueAt = (value: unknown, [step, ...rest]: Path): unknown => {
  if (step === undefined) return 'FROM_A_LATER_RELEASE';
  if (step === '*') return Array.isArray(value) ? value.map((one) => withValueAt(one, rest)) : value;
  return { ...Object(value), [step]: withValueAt(Reflect.get(Object(value), step), rest) };
};

const leadsSomewhere = (value: unknown, [step, ...rest]: Path): boolean => {
  if (step === undefined) return true;
  if (step === '*') return Array.isArray(value) && value.some((one) => leadsSomewhere(one, rest));
  return typeof value === 'object' && value !== null && leadsSomewhere(Reflect.get(value, step), rest);
};

/** The golden example of an event; where that has nothing at a path, with the data of another of its topic that has. */
const exampleWith = (type: string, path: Path): unknown => {
  const own = golden(type);
  const topic = catalogue.get(type)?.topic;
  const alike = [...catalogue]
    .filter(([, contract]) => contract.topic === topic)
    .map(([name]) => golden(name));
  const other = [own, ...alike].find((one) => leadsSomewhere(one, path));
  return { ...Object(own), data: Reflect.get(Object(other), 'data') };
};

const enumerations = [...catalogue].flatMap(([type, contract]: [string, EventContract]) =>
  enumerationsIn(z.toJSONSchema(contract.schema, { io: 'input' })).map(
    (path) => [type, path.join('.')] as const,
  ),
);

describe('enumerations grow', () => {
  it('in events of cases, entities, names, packets, parties, receivables and the ledger', () => {
    const topics = new Set(enumerations.map(([type]) => type.split('.')[1]));
    expect([...topics].sort()).toEqual([
      ...['entity', 'gl-name', 'ledger', 'packet', 'party', 'receivable', 'risk-case'],
    ]);
  });

  it.each(enumerations)('%s is read with a new value of %s, which survives', (type, path) => {
    const at = path.split('.');
    const event = withValueAt(exampleWith(type, at), at);
    expect(JSON.stringify(event)).toContain('FROM_A_LATER_RELEASE');
    expect(catalogue.get(type)?.schema.parse(event)).toEqual(event);
  });
});
