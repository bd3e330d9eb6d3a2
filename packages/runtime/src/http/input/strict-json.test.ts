import { expect, it } from 'vitest';
import { readStrictJson } from './strict-json.ts';

it.each([
  '{"a":{"b":1},"b":{"a":2}}',
  '[{"a":1},{"a":2}]',
  '{"a":[{"a":"a"},"a",["a"]],"c":"a"}',
  '{"a":"{\\"a\\":1,\\"a\\":2}"}',
  '{"a":"\\\\","b":"\\\\\\"","c":"\\u0022"}',
  '{ "a" : 1 , "b" : [ ] , "" : { } }',
  '{"constructor":1,"prototype":2,"toString":3}',
  `${'['.repeat(32)}${']'.repeat(32)}`,
  '"a"',
  '5',
  'null',
])('reads %s as any parser does', (text) => {
  expect(readStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
});

it.each([
  ['{"a":1,"a":1}', ['a'], 'GIVEN_TWICE'],
  ['{"a":{},"b":1,"a":[]}', ['a'], 'GIVEN_TWICE'],
  ['{"a":1,"\\u0061":2}', ['a'], 'GIVEN_TWICE'],
  ['[0,[{},{"b":{"c":1,"c":2}}]]', [1, 1, 'b', 'c'], 'GIVEN_TWICE'],
  ['{"":1,"":2}', [''], 'GIVEN_TWICE'],
  ['[{"__proto__":null}]', [0, '__proto__'], 'UNKNOWN_FIELD'],
  [`${'['.repeat(33)}${']'.repeat(33)}`, [], 'TOO_DEEP'],
  [`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, [], 'TOO_DEEP'],
  ['{"a":1,}', [], 'INVALID_JSON'],
  ['', [], 'INVALID_JSON'],
])('refuses %s and says where', (text, path, code) => {
  expect(readStrictJson(text)).toMatchObject({ ok: false, fault: { path, code } });
});
