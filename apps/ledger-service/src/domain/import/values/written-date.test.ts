import { describe, expect, it } from 'vitest';
import { surveyDates } from './date-order.ts';
import { dateParts, readDate, readNamedDate } from './written-date.ts';

describe('a date', () => {
  it.each([
    '2025-10-01',
    '20251001',
    '20251001.0',
    ' 2025-10-01 ',
    '2025-10-01 00:00:00',
    '2025-10-01 23:59',
    '2025-10-01 00:00:00.000',
    '2025-10-01 00:00:00.000000000',
    '2025-10-01 07:05:09,5',
    '2025-10-01T00:00:00Z',
    '2025-10-01T23:30:00+02:00',
    '2025-10-01T23:30:00 -0500',
    '2025-10-01 8:15 AM',
    '2025-10-01 11:15:22 pm',
    '20251001 10:00',
  ])('counts as it is written, whatever the time: %s', (text) => {
    expect(readDate(text, 'iso')).toBe('2025-10-01');
  });

  it.each([
    '2025-10-1',
    '2025/10/01',
    '01.10.2025',
    '1-Oct-25',
    '45931',
    '2025-02-29',
    '0000-00-00',
    '10/01/25',
    '2025-10-01 24:00',
    '2025-10-01 10:60',
    '2025-10-01 10:00:60',
    '2025-10-01 10',
    '2025-10-01T',
    '2025-10-01x10:00',
    '00:00.0',
    '20251001.00',
    'x2025-10-01',
    'x20251001',
    '2025-10-01 10:00:00.1234567890',
    '',
  ])('is not read of %j', (text) => {
    expect(readDate(text, 'iso')).toBeUndefined();
  });

  it('with slashes, points or hyphens is read in its order alone', () => {
    for (const text of ['3/4/2025', '03.04.2025', '3-4-2025', '3/4/2025 10:00']) {
      expect(readDate(text, 'day-first')).toBe('2025-04-03');
      expect(readDate(text, 'month-first')).toBe('2025-03-04');
      expect(readDate(text, 'iso')).toBeUndefined();
    }
    expect(readDate('31/3/2025', 'month-first')).toBeUndefined();
    expect(readDate('3/4-2025', 'day-first')).toBeUndefined();
    expect(readDate('3/4/25', 'day-first')).toBeUndefined();
    expect(dateParts('x3/4/2025')).toBeUndefined();
  });

  it.each([
    ['31 Mar 2026', '2026-03-31'],
    ['1 March 2026', '2026-03-01'],
    ['01-Oct-2025', '2025-10-01'],
    ['Mar 31, 2026', '2026-03-31'],
    ['december 1, 2025 10:00', '2025-12-01'],
    ['May 1, 2025', '2025-05-01'],
  ])('may name its month: %s', (text, date) => {
    expect(readNamedDate(text)).toBe(date);
  });

  it.each([
    '1-Oct-25',
    '31 Feb 2026',
    '31 Mär 2026',
    'Mar 2026',
    '31 Mar',
    '31 Marc 2026',
    '2026-03-31',
    'x1 Mar 2026',
    '1 Mar 20261',
    '',
  ])('does not name its month in %j', (text) => {
    expect(readNamedDate(text)).toBeUndefined();
  });
});

describe('the order of dates', () => {
  const orderOf = (...dates: readonly string[]) => {
    const survey = surveyDates(['a', 'b']);
    for (const a of dates) survey.look({ a });
    return survey.dateOrder();
  };

  it.each([
    [['2026-01-02', '', 'x'], 'iso'],
    [['1/2/2026', '13/2/2026'], 'day-first'],
    [['1/2/2026', '1/13/2026'], 'month-first'],
    [['1/2/2026'], 'ambiguous'],
    [['12/12/2026'], 'ambiguous'],
    [['1/13/2026', '13/1/2026'], 'ambiguous'],
    [['1.2.2026'], 'day-first'],
    [['1.13.2026'], 'ambiguous'],
    [['1/13/2026 10:00'], 'month-first'],
  ] as const)('of %j is %s', (dates, order) => {
    expect(orderOf(...dates)).toBe(order);
  });
});
