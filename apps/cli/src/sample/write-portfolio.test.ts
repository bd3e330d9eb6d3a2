import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf, type SampleRow } from './sample-rows.fixture.ts';
import { type PortfolioFile, writePortfolio } from './write-portfolio.ts';

const asOf = '2026-03-31' as CalendarDate;
let folder: string;
let files: readonly PortfolioFile[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recoup-portfolio-'));
  files = await writePortfolio(folder, 1_000, asOf, 20_260_331);
});
afterAll(() => rm(folder, { recursive: true }));

const read = (name: string): readonly SampleRow[] => rowsOf(readFileSync(join(folder, name), 'utf8'));
const byInvoice = (name: string): ReadonlyMap<string, SampleRow> =>
  new Map(read(name).map((row) => [row.invoice_number ?? '', row]));
const commission = (row: SampleRow | undefined) => Number(row?.revenue_amount);

describe('a portfolio', () => {
  it('is five files, the last open items being as many as asked for', () => {
    expect(files.map(({ path, asOf: day }) => [path, day])).toEqual([
      [join(folder, 'history.csv'), '2026-03-17'],
      [join(folder, 'open-items-1.csv'), '2026-03-17'],
      [join(folder, 'open-items-2.csv'), '2026-03-24'],
      [join(folder, 'open-items-3.csv'), '2026-03-31'],
      [join(folder, 'promises.csv'), '2026-03-31'],
    ]);
    expect(files[3]?.lines).toBe(1_000);
    expect(read('open-items-3.csv')).toHaveLength(1_000);
  });

  it('goes on from file to file: most items stay, some are paid, others are new', () => {
    const [first, second] = [byInvoice('open-items-1.csv'), byInvoice('open-items-2.csv')];
    const stay = [...first.keys()].filter((number) => second.has(number)).length;
    expect(stay / first.size).toBeGreaterThan(0.6);
    expect(first.size - stay).toBeGreaterThan(20);
    expect([...second.keys()].filter((number) => !first.has(number)).length).toBeGreaterThan(20);
  });

  it('shows part payments, and a payment that the bank returned', () => {
    const [first, second, third] = [1, 2, 3].map((number) => byInvoice(`open-items-${number}.csv`));
    const lower = [...(second ?? [])].filter(
      ([number, row]) => commission(row) < commission(first?.get(number)),
    );
    const returned = [...(third ?? [])].filter(
      ([number, row]) =>
        first?.has(number) && !second?.has(number) && commission(row) === commission(first.get(number)),
    );
    expect(lower.length).toBeGreaterThan(2);
    expect(returned.length).toBeGreaterThan(0);
  });

  it('shows disputes as they are opened and resolved, some with a credit', () => {
    const [first, third] = [byInvoice('open-items-1.csv'), byInvoice('open-items-3.csv')];
    const both = [...third].flatMap(([number, now]) => {
      const before = first.get(number);
      return before ? [{ before, now }] : [];
    });
    const opened = both.filter(
      ({ before, now }) => before.dispute_open === 'false' && now.dispute_open === 'true',
    );
    const resolved = both.filter(
      ({ before, now }) => before.dispute_open === 'true' && now.dispute_open === 'false',
    );
    expect(opened.length).toBeGreaterThan(2);
    expect(opened.every(({ now }) => now.dispute_reason !== '')).toBe(true);
    expect(resolved.some(({ before, now }) => commission(now) < commission(before))).toBe(true);
  });

  it('tells by its history how late each debtor pays', () => {
    const settled = read('history.csv');
    expect(settled.length).toBeGreaterThan(5_000);
    const lateShare = (debtor: string) => {
      const own = settled.filter((row) => row.buyer_id === debtor);
      return own.filter((row) => (row.settled_date ?? '') > (row.due_date ?? '')).length / own.length;
    };
    const shares = [...new Set(settled.map((row) => row.buyer_id ?? ''))].map(lateShare);
    expect(shares.filter((share) => share < 0.4).length).toBeGreaterThan(shares.length / 3);
    expect(shares.filter((share) => share > 0.8).length).toBeGreaterThan(shares.length / 10);
  });

  it('holds nothing settled that is still open, and nothing settled after its day', () => {
    const open = byInvoice('open-items-1.csv');
    const settled = read('history.csv');
    expect(settled.filter((row) => open.has(row.invoice_number ?? ''))).toEqual([]);
    expect(settled.filter((row) => (row.settled_date ?? '') > '2026-03-17')).toEqual([]);
  });

  it('has promises for overdue items, kept and broken', () => {
    const open = byInvoice('open-items-3.csv');
    const promises = read('promises.csv');
    expect(promises.filter((row) => (open.get(row.invoice_number ?? '')?.due_date ?? asOf) >= asOf)).toEqual(
      [],
    );
    expect(promises.filter((row) => (row.promised_for ?? '') <= asOf)).toEqual([]);
    expect(new Set(promises.map((row) => row.kept))).toEqual(new Set(['true', 'false']));
  });
});
