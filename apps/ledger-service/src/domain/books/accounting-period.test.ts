import { toCalendarDate } from '@recoup/domain/calendar-date';
import { expect, it } from 'vitest';
import { type AccountingPeriod, accountingDateFor, monthAfter } from './accounting-period.ts';

const on = (text: string) => {
  const day = toCalendarDate(text);
  if (!day) throw new Error(`no such day: ${text}`);
  return day;
};
const periods = (text: string): readonly AccountingPeriod[] =>
  text
    .split(', ')
    .filter((one) => one !== '')
    .map((one) => {
      const [month = '', state = ''] = one.split(' ');
      return { month, state: state as AccountingPeriod['state'] };
    });

it.each([
  ['2026-03-31', '2026-03 OPEN', '2026-03-31'],
  ['2026-03-31', '2026-03 CLOSED, 2026-04 OPEN', '2026-04-01'],
  ['2025-12-31', '2025-12 LOCKED, 2026-01 CLOSED, 2026-02 OPEN', '2026-02-01'],
  ['2026-03-31', '2026-03 CLOSED, 2026-05 OPEN', undefined],
  ['2026-03-31', '2026-02 OPEN, 2026-04 OPEN', undefined],
  ['2026-03-31', '2026-03 CLOSED', undefined],
  ['2026-03-31', '', undefined],
])('what is decided on %s is posted, with %s, on %s', (day, known, posted) => {
  expect(accountingDateFor(on(day), periods(known))).toBe(posted);
});

it.each([
  ['2026-01', '2026-02'],
  ['2026-09', '2026-10'],
  ['2026-12', '2027-01'],
])('after %s comes %s', (month, next) => {
  expect(monthAfter(month)).toBe(next);
});
