import type { JsonSchema } from './event-schema.ts';

const limits = [
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
] as const;

/**
 * Why today's schema of an event breaks readers of a released one, or can no longer read what was published under it; empty
 * when it does neither. The law: never remove, rename, retype or re-require; enumerations are open; additions are optional. A
 * changed meaning is a new event version.
 */
export const incompatibilities = (released: JsonSchema, today: JsonSchema): readonly string[] =>
  compare('the event', released, today);

const compare = (path: string, before: JsonSchema, after: JsonSchema): readonly string[] => {
  const [old, now] = [unwrap(before), unwrap(after)];
  const findings: string[] = [];
  if (old.nullable && !now.nullable) findings.push(`${path} could be null and no longer may`);
  if (!old.nullable && now.nullable) findings.push(`${path} may now be null`);
  const [was, is] = [kindOf(old.schema), kindOf(now.schema)];
  if (was !== is) return [...findings, `${path} was ${was} and is now ${is}`];
  return [
    ...findings,
    ...compareValues(path, old.schema, now.schema),
    ...compareMembers(path, old.schema, now.schema),
    ...compareParts(path, old.schema, now.schema),
  ];
};

/** "Or null" is written as a second type or as a choice of two. */
const unwrap = (schema: JsonSchema): { readonly schema: JsonSchema; readonly nullable: boolean } => {
  const types = [schema.type ?? []].flat();
  if (types.includes('null') && types.length > 1)
    return { schema: { ...schema, type: types.filter((type) => type !== 'null') }, nullable: true };
  const others = schema.anyOf?.filter(({ type }) => type !== 'null');
  const [only] = others ?? [];
  if (!schema.anyOf || !others || others.length === schema.anyOf.length) return { schema, nullable: false };
  return { schema: others.length === 1 && only ? only : { ...schema, anyOf: others }, nullable: true };
};

const kindOf = ({ type, format, anyOf }: JsonSchema): string =>
  [...[type ?? (anyOf ? 'one of several' : 'anything')].flat(), ...[format ?? []].flat()].join(' ');

const compareValues = (path: string, before: JsonSchema, after: JsonSchema): readonly string[] => {
  const findings: string[] = [];
  if (before.const !== after.const)
    findings.push(`${path} was ${text(before.const)} and is now ${text(after.const)}`);
  const kept = new Set(after['x-known-values'] ?? before['x-known-values']);
  for (const value of before['x-known-values'] ?? [])
    if (!kept.has(value)) findings.push(`${path} no longer knows the value ${value}`);
  if (after['x-known-values'] && !before['x-known-values'])
    findings.push(`${path} was free text and now has known values`);
  if (before.pattern !== after.pattern)
    findings.push(`${path} had the pattern ${text(before.pattern)} and now has ${text(after.pattern)}`);
  for (const limit of limits)
    if (before[limit] !== after[limit])
      findings.push(`${path} had ${limit} ${text(before[limit])} and now has ${text(after[limit])}`);
  return findings;
};

const compareMembers = (path: string, before: JsonSchema, after: JsonSchema): readonly string[] => {
  const [old, now] = [before.properties ?? {}, after.properties ?? {}];
  const [needed, needs] = [new Set(before.required), new Set(after.required)];
  const findings = Object.entries(old).flatMap(([name, member]) => {
    const same = now[name];
    const at = path === 'the event' ? name : `${path}.${name}`;
    if (!same) return [`${at} was removed`];
    return [
      ...(needed.has(name) && !needs.has(name) ? [`${at} was always there and may now be missing`] : []),
      ...(!needed.has(name) && needs.has(name) ? [`${at} was optional and is now required`] : []),
      ...compare(at, member, same),
    ];
  });
  const added = Object.keys(now).filter((name) => !(name in old) && needs.has(name));
  return [
    ...findings,
    ...added.map((name) => `${path === 'the event' ? name : `${path}.${name}`} was added as required`),
  ];
};

const compareParts = (path: string, before: JsonSchema, after: JsonSchema): readonly string[] => {
  const findings: string[] = [];
  if (before.items && after.items) findings.push(...compare(`${path}[]`, before.items, after.items));
  const [old, now] = [before.additionalProperties, after.additionalProperties];
  if (typeof old === 'object' && typeof now === 'object') findings.push(...compare(`${path}.*`, old, now));
  if (old !== false && now === false) findings.push(`${path} was open and is now closed`);
  const choices = [before.anyOf, after.anyOf].map((choice) => text(choice));
  if (choices[0] !== choices[1]) findings.push(`${path} has other alternatives`);
  return findings;
};

const text = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
