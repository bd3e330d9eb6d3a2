import { describe, expect, it } from 'vitest';
import {
  calendarDate,
  currencyCode,
  id,
  ids,
  keptHead,
  share,
  todayEverywhere,
  wholeNumber,
} from './option-values.ts';

const anId = '0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f';

describe('a value of an option', () => {
  it.each([
    ['a date', calendarDate, '2024-02-29', '2024-02-29'],
    ['a currency', currencyCode, 'USD', 'USD'],
    ['a whole number', wholeNumber(0), '0', 0],
    ['a count', wholeNumber(1), '200', 200],
    ['a share', share, '0.125', '0.125'],
    ['the whole as a share', share, '1', '1'],
    ['an id', id, anId, anId],
    ['a head', keptHead, `1042:${'3F'.repeat(32)}`, { seq: 1042n, head: '3f'.repeat(32) }],
  ])('is taken when it is %s', (_, read, text, value) => {
    expect(read(text)).toEqual(value);
  });

  it.each([
    ['a day that does not exist', calendarDate, '2026-02-30', 'a date such as 2026-03-31'],
    ['a date of another form', calendarDate, '31.03.2026', 'a date such as 2026-03-31'],
    ['an unknown currency', currencyCode, 'usd', 'a currency code such as USD'],
    ['less than the least', wholeNumber(1), '0', 'a whole number, 1 or more'],
    ['a negative number', wholeNumber(0), '-1', 'a whole number, 0 or more'],
    ['a fraction', wholeNumber(0), '1.5', 'a whole number, 0 or more'],
    ['a number of another notation', wholeNumber(0), '1e3', 'a whole number, 0 or more'],
    ['nothing', wholeNumber(0), '', 'a whole number, 0 or more'],
    ['more than the whole', share, '1.01', 'a decimal from 0 to 1'],
    ['a share with a comma', share, '0,1', 'a decimal from 0 to 1'],
    ['a head without its number', keptHead, '3f'.repeat(32), 'a number, a colon and the head'],
    ['a shortened head', keptHead, `1042:${'3f'.repeat(31)}`, 'a number, a colon and the head'],
    ['a shortened id', id, anId.slice(1), 'an id such as'],
  ])('is refused with what is wanted when it is %s', (_, read, text, wanted) => {
    expect(() => read(text)).toThrow(wanted);
  });

  it('may be given several times', () => {
    expect(ids(anId, ids(anId, undefined))).toEqual([anId, anId]);
  });
});

it('takes the day that has come in every time zone for one that nobody gave', () => {
  expect(todayEverywhere(new Date('2026-12-01T11:59:00Z'))).toBe('2026-11-30');
  expect(todayEverywhere(new Date('2026-12-01T12:00:00Z'))).toBe('2026-12-01');
});
