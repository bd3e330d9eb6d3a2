import { expect, it } from 'vitest';
import { failureStreaks } from './failure-streaks.ts';

const fault = new TypeError('x is not a function');

it('is too long with so many aggregates, however often each of them failed', () => {
  const streaks = failureStreaks(3);
  expect(['a', 'a', 'a', 'b', 'b'].map((aggregate) => streaks.add('turned', aggregate, fault))).toEqual(
    Array.from({ length: 5 }, () => false),
  );
  expect(streaks.long()).toBe(0);
  expect(streaks.add('turned', 'c', fault)).toBe(true);
  expect(streaks.add('turned', 'a', fault)).toBe(true);
  expect(streaks.long()).toBe(1);
});

it('ends with an event of the same kind that goes well, and not with one of another', () => {
  const streaks = failureStreaks(2);
  streaks.add('turned', 'a', fault);
  streaks.end('sung');
  expect(streaks.add('turned', 'b', fault)).toBe(true);
  streaks.end('turned');
  expect(streaks.long()).toBe(0);
  expect(streaks.add('turned', 'c', fault)).toBe(false);
});

it('begins anew with an error of another class', () => {
  const streaks = failureStreaks(2);
  streaks.add('turned', 'a', fault);
  expect(streaks.add('turned', 'b', Object.assign(new Error('twice'), { code: '23505' }))).toBe(false);
  expect(streaks.add('turned', 'c', Object.assign(new Error('null'), { code: '23502' }))).toBe(false);
  expect(streaks.add('turned', 'd', Object.assign(new Error('null'), { code: '23502' }))).toBe(true);
});
