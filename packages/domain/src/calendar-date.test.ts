import { expect, it } from 'vitest';
import {
  addDays,
  businessDate,
  type CalendarDate,
  dateInZone,
  dateOfDay,
  dayNumber,
  daysBetween,
  toCalendarDate,
} from './calendar-date.ts';

const on = (text: string) => toCalendarDate(text) as CalendarDate;

it.each([
  '2026-02-29',
  '1900-02-29',
  '2025-13-01',
  '2025-00-10',
  '2025-04-31',
  '2025-01-00',
  '2025-1-1',
  '1899-12-31',
  ' 2026-03-02',
  '12026-03-02',
  '2026-03-02T00:00:00Z',
  '20250101',
  '',
])('%s is no day', (text) => {
  expect(toCalendarDate(text)).toBeUndefined();
});

it.each(['1900-01-01', '2000-02-29', '2024-02-29', '9999-12-31'])('%s is a day', (text) => {
  expect(toCalendarDate(text)).toBe(text);
});

it('counts days across leap years and centuries', () => {
  expect(dayNumber(on('1970-01-01'))).toBe(0);
  expect(daysBetween(on('2024-02-28'), on('2024-03-01'))).toBe(2);
  expect(daysBetween(on('1900-02-28'), on('1900-03-01'))).toBe(1);
  expect(addDays(on('2025-12-31'), 1)).toBe('2026-01-01');
  expect(addDays(on('2026-03-01'), -1)).toBe('2026-02-28');
});

it('turns every day number back into its day', () => {
  for (let day = -25_567; day < 60_000; day += 37) expect(dayNumber(dateOfDay(day))).toBe(day);
});

it('decides by the pinned day, else by the day in the zone', () => {
  const instant = new Date('2026-01-01T03:00:00Z');
  expect(businessDate('2026-03-31', 'America/New_York', () => instant)()).toBe('2026-03-31');
  expect(businessDate(undefined, 'America/New_York', () => instant)()).toBe('2025-12-31');
});

it('knows which day it is in a zone', () => {
  const instant = new Date('2026-01-01T03:00:00Z');
  expect(dateInZone(instant, 'America/New_York')).toBe('2025-12-31');
  expect(dateInZone(instant, 'Europe/Rome')).toBe('2026-01-01');
});
