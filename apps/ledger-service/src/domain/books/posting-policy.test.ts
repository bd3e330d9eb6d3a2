import { toCalendarDate } from '@recoup/domain/calendar-date';
import { describe, expect, it } from 'vitest';
import { type DecidedPolicy, policyOn, refusePolicy, replacedFrom, usualRules } from './posting-policy.ts';

const day = (text: string) => {
  const date = toCalendarDate(text);
  if (!date) throw new Error(`${text} is no day`);
  return date;
};
const from = (version: string, validFrom: string): DecidedPolicy => ({
  ...{ version, rules: usualRules },
  validFrom: day(validFrom),
});
const first = from('1', '1900-01-01');

describe('the policy of a day', () => {
  it.each([
    ['the only one', [first], '2026-03-31', '1'],
    ['not one that begins later', [first, from('2', '2026-04-01')], '2026-03-31', '1'],
    ['one that begins on it', [first, from('2', '2026-04-01')], '2026-04-01', '2'],
    [
      'not one that a later decision came before',
      [first, from('2', '2026-06-01'), from('3', '2026-05-01')],
      '2026-07-01',
      '3',
    ],
    [
      'one before another that begins later',
      [first, from('2', '2026-05-01'), from('3', '2026-06-01')],
      '2026-05-15',
      '2',
    ],
  ])('is %s', (_what, decided, on, version) => {
    expect(policyOn(decided, day(on))?.version).toBe(version);
  });
});

describe('a policy from a day on', () => {
  const decided = [first, from('2', '2026-03-31'), from('3', '2026-06-01')];
  const today = day('2026-03-31');

  it.each([
    ['2026-03-31', 'day-taken'],
    ['2026-04-01', undefined],
    ['2026-05-31', undefined],
    ['2026-06-01', 'day-taken'],
    ['2026-06-02', undefined],
    ['2027-04-01', undefined],
    ['2027-04-02', 'too-far-ahead'],
    ['9999-12-31', 'too-far-ahead'],
  ])('of %s is refused: %s', (validFrom, reason) => {
    expect(refusePolicy(decided, day(validFrom), today)?.reason).toBe(reason);
  });

  it('replaces those that would begin on it or later', () => {
    const replaced = (validFrom: string) =>
      replacedFrom(decided, day(validFrom)).map(({ version }) => version);
    expect(replaced('2026-06-01')).toEqual(['3']);
    expect(replaced('2026-06-02')).toEqual([]);
  });
});
