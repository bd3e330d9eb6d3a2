import { expect, it } from 'vitest';
import { mapped } from './gl-mapping.ts';

it('a name has the id of its row, or that of the row for all others, in which * is the name', () => {
  expect(mapped({ 'B-1': '4', '*': 'eid:*' }, 'B-1')).toBe('4');
  expect(mapped({ 'B-1': '4', '*': 'eid:*' }, 'B-2')).toBe('eid:B-2');
  expect(mapped({ '*': '1' }, 'B-2')).toBe('1');
  expect(mapped({ 'B-1': '4' }, 'B-2')).toBeUndefined();
});

it('no name means more than it says', () => {
  expect(mapped({ 'B-1': '4' }, 'constructor')).toBeUndefined();
  expect(mapped({ '*': 'eid:*' }, '$&')).toBe('eid:$&');
});
