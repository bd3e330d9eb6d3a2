import { expect, it } from 'vitest';
import { numberKey } from './number-key.ts';

it.each([
  ['INV-1', 'inv-1'],
  [' INV-1 ', 'inv-1'],
  ['inv  1', 'inv 1'],
  ['Ｉnv\u00a01', 'inv 1'],
  ['Cafe\u0301', 'caf\u00e9'],
  ['000123', '000123'],
  ['INV\u201310', 'inv-10'],
  ['INV\u2010\u201510', 'inv--10'],
  ['INV\u201610', 'inv\u201610'],
])('takes %j for %j', (number, key) => {
  expect(numberKey(number)).toBe(key);
});

it('tells 123 from 000123', () => {
  expect(numberKey('123')).not.toBe(numberKey('000123'));
});
