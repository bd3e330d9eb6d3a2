import { describe, expect, it } from 'vitest';
import { on } from '../people/person.fixture.ts';
import { faultsOf, type ListedRate, movedBy, scaledRate } from './rate-list.ts';

const today = on('2026-03-02');
const good: ListedRate = { from: 'EUR', to: 'USD', day: '2026-03-02', rate: '1.0850' };

it('a rate is read with all its digits', () => {
  expect(['1.0850', '149', '0.000000000001'].map(scaledRate)).toEqual([
    { rate: 10_850n, scale: 4 },
    { rate: 149n, scale: 0 },
    { rate: 1n, scale: 12 },
  ]);
});

it.each(['', '0', '0.000', '-1', '1e3', '1,5', '.5', '1.', '1234567890123', '999999999999.999999999999'])(
  '%j is no rate',
  (text) => {
    expect(scaledRate(text)).toBeUndefined();
  },
);

describe('of a list', () => {
  it.each([
    ['an unknown currency', { from: 'toString' }, 'from', 'unknown-currency'],
    ['an unknown currency', { to: 'usd' }, 'to', 'unknown-currency'],
    ['a currency into itself', { to: 'EUR' }, 'to', 'same-currency'],
    ['what is no day', { day: '2026-02-30' }, 'day', 'no-day'],
    ['a day to come', { day: '2026-03-03' }, 'day', 'day-to-come'],
    ['what is no rate', { rate: '0.00' }, 'rate', 'no-rate'],
  ] as const)('%s is refused', (_what, wrong, field, reason) => {
    expect(faultsOf([good, { ...good, day: '2026-03-01', ...wrong }], today)).toEqual([
      { at: 1, field, reason },
    ]);
  });

  it('the second rate of two currencies on one day is refused', () => {
    expect(faultsOf([good, { ...good, from: 'GBP' }, good], today)).toEqual([
      { at: 2, field: 'day', reason: 'listed-twice' },
    ]);
  });
});

it.each([
  ['1.0850', '1.0850', 0],
  ['1.1935', '1.0850', 1_000],
  ['0.9765', '1.085', -1_000],
  ['2', '0.5', 30_000],
])('%s after %s moved by %d basis points', (rate, previousRate, moved) => {
  const standing = { rate: null, version: null, previousDay: '2026-03-01', previousRate };
  expect(movedBy({ ...good, rate }, standing)).toBe(moved);
});

it('the first rate of two currencies moved by nothing that is known', () => {
  const standing = { rate: '1', version: 1, previousDay: null, previousRate: null };
  expect(movedBy(good, standing)).toBeNull();
});
