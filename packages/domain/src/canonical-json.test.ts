import { expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

it('orders members by their names and writes no white space', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'é"' }], a: true })).toBe(
    '{"a":true,"b":[1,{"c":"é\\"","d":null}]}',
  );
});

it('writes the same text whatever order the members came in', () => {
  expect(canonicalJson({ x: 1, y: 2 })).toBe(canonicalJson({ y: 2, x: 1 }));
});

it('has no form for a number that is not finite', () => {
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
});
