import type { CalendarDate } from '@recoup/domain/calendar-date';
import { expect, it } from 'vitest';
import { sampleColumns, sampleOpenItems } from './sample-open-items.ts';

const asOf = '2026-03-31' as CalendarDate;
const sample = (rows: number, seed?: number) => [...sampleOpenItems(rows, asOf, seed)];

it('is the same file for the same seed, and another for another', () => {
  expect(sample(50)).toEqual(sample(50));
  expect(sample(50, 1)).not.toEqual(sample(50, 2));
});

it('has the columns of the template, and several of everything', () => {
  const [header, ...lines] = sample(400);
  expect(header).toBe(`${sampleColumns}\n`);
  const rows = lines.map((line) => line.trimEnd().split(','));
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([19]));
  for (const column of [0, 1, 2, 3, 5, 7, 12, 17]) {
    expect(new Set(rows.map((row) => row[column])).size).toBeGreaterThan(1);
  }
});

it('holds only items that are issued by the as-of date and not due before that', () => {
  for (const line of sample(400).slice(1)) {
    const [issued, due] = line.split(',').slice(10, 12);
    expect([issued, due].sort()).toEqual([issued, due]);
    expect((issued ?? '') <= asOf).toBe(true);
  }
});
