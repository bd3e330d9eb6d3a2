import { type CalendarDate, daysBetween } from '@recoup/domain/calendar-date';
import { expect, it } from 'vitest';
import { sampleOpenItems } from './sample-open-items.ts';
import { rowsOf, type SampleRow } from './sample-rows.fixture.ts';

const asOf = '2026-03-31' as CalendarDate;
const sample = (rows: number, day = asOf, seed?: number) =>
  rowsOf([...sampleOpenItems(rows, day, seed)].join(''));

it('is the same file for the same seed, and another for another', () => {
  expect(sample(50)).toEqual(sample(50));
  expect(sample(50, asOf, 1)).not.toEqual(sample(50, asOf, 2));
});

it('has as many rows as asked for, each with every column of the template', () => {
  for (const rows of [1, 7, 400]) expect(sample(rows)).toHaveLength(rows);
  expect(new Set(sample(400).map((row) => Object.keys(row).length))).toEqual(new Set([19]));
});

const overdueDays = ({ due_date: due = '' }: SampleRow, day: CalendarDate) =>
  daysBetween(due as CalendarDate, day);

/** Buckets of an ageing report, by days overdue. */
const bucketOf = (days: number) => {
  if (days <= 0) return 'current';
  if (days <= 30) return '1-30';
  if (days <= 60) return '31-60';
  return days <= 90 ? '61-90' : 'beyond';
};

it.each(['2026-03-31', '2026-11-28', '2025-07-13'] as CalendarDate[])(
  'ages like the receivables of a real firm, on %s',
  (day) => {
    const rows = sample(3_000, day);
    const percentIn = (bucket: string) =>
      (100 * rows.filter((row) => bucketOf(overdueDays(row, day)) === bucket).length) / rows.length;
    expect(percentIn('current')).toSatisfy((percent: number) => percent >= 60 && percent <= 75);
    expect(percentIn('1-30')).toSatisfy((percent: number) => percent >= 12 && percent <= 18);
    expect(percentIn('31-60')).toSatisfy((percent: number) => percent >= 5 && percent <= 8);
    expect(percentIn('61-90')).toSatisfy((percent: number) => percent >= 2 && percent <= 4);
    expect(percentIn('beyond')).toSatisfy((percent: number) => percent >= 3 && percent <= 6);
  },
);

it('holds, on any day, an item in dollars that is long overdue, as the first steps of a newcomer need', () => {
  for (let month = 1; month <= 12; month += 1) {
    const date =
      `2027-${String(month).padStart(2, '0')}-${String(2 * month).padStart(2, '0')}` as CalendarDate;
    const old = sample(400, date).filter((row) => row.currency === 'USD' && overdueDays(row, date) >= 90);
    expect(old.length, date).toBeGreaterThan(0);
  }
}, 30_000);

it('is overdue at few debtors, not at all of them alike', () => {
  const rows = sample(3_000);
  const late = (row: SampleRow) => overdueDays(row, asOf) > 30;
  const debtors = [...new Set(rows.map((row) => row.buyer_id))];
  const worst = debtors
    .map((debtor) => rows.filter((row) => row.buyer_id === debtor && late(row)).length)
    .sort((one, other) => other - one)
    .slice(0, Math.ceil(debtors.length / 5))
    .reduce((sum, one) => sum + one, 0);
  expect(worst / rows.filter(late).length).toBeGreaterThan(0.7);
});

it('keeps a debtor and a client to one entity, and a deal to one client, department and agent', () => {
  const rows = sample(3_000);
  const valuesOf = (key: string, of: string) => {
    const values = new Map<string, Set<string>>();
    for (const row of rows) {
      const known = values.get(row[key] ?? '') ?? new Set();
      values.set(row[key] ?? '', known.add(row[of] ?? ''));
    }
    return Math.max(...[...values.values()].map(({ size }) => size));
  };
  expect(valuesOf('buyer_id', 'entity')).toBe(1);
  expect(valuesOf('client_id', 'entity')).toBe(1);
  for (const of of ['client_id', 'department', 'agent_id']) expect(valuesOf('deal', of)).toBe(1);
  expect(valuesOf('client_id', 'buyer_id')).toBeGreaterThan(1);
  expect(rows.filter((row) => row.client_name === row.buyer_name)).toEqual([]);
});

it('knows currencies without decimals and with three', () => {
  const amountsIn = (code: string) =>
    sample(1_000)
      .filter(({ currency }) => currency === code)
      .map((row) => row.revenue_amount ?? '');
  for (const [code, form] of [
    ['JPY', /^\d+$/],
    ['KWD', /^\d+[.]\d{3}$/],
    ['USD', /^\d+[.]\d{2}$/],
  ] as const) {
    const amounts = amountsIn(code);
    expect(amounts.length).toBeGreaterThan(10);
    expect(amounts.filter((amount) => !form.test(amount))).toEqual([]);
  }
});

it('was issued on a workday by the as-of date, and falls due on a workday after that', () => {
  const weekday = (day = '') => new Date(day).getUTCDay();
  for (const { invoice_date: issued = '', due_date: due = '' } of sample(1_000)) {
    expect(issued <= asOf && issued < due).toBe(true);
    expect([0, 6]).not.toContain(weekday(issued));
    expect([0, 6]).not.toContain(weekday(due));
  }
});
