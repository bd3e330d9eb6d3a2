import { describe, expect, it } from 'vitest';
import { whenOverdue } from '../case/risk-case.fixture.ts';
import type { AccountProfile } from './account-profile.ts';
import { type Band, rankOf } from './band.ts';
import { anInvoice, aProfile, type InvoiceFacts, usd } from './invoice.fixture.ts';
import { signalsOf } from './invoice.ts';
import { score } from './score.ts';
import type { FloorFact } from './scorecard.ts';
import { scorecardV1 } from './scorecard-v1.ts';

const scored = (daysOverdue: number, facts: InvoiceFacts = {}, profile: Partial<AccountProfile> = {}) => {
  const invoice = anInvoice(facts);
  const asOf = whenOverdue(invoice, daysOverdue);
  return score(signalsOf(invoice, aProfile(profile), asOf), scorecardV1, asOf);
};
const withFact = (daysOverdue: number, fact: FloorFact) => {
  const invoice = anInvoice();
  const asOf = whenOverdue(invoice, daysOverdue);
  return score({ ...signalsOf(invoice, aProfile(), asOf), facts: new Set([fact]) }, scorecardV1, asOf);
};

describe('the band', () => {
  it.each<[number, Band]>([
    [-30, 'low'],
    [0, 'low'],
    [15, 'low'],
    [16, 'medium'],
    [30, 'medium'],
    [31, 'high'],
    [60, 'high'],
    [61, 'critical'],
    [400, 'critical'],
  ])('an invoice %i days overdue is in band %s', (days, band) => {
    expect(scored(days).band).toBe(band);
  });

  it.each<[FloorFact, Band]>([
    ['open-dispute', 'medium'],
    ['short-pay', 'medium'],
    ['query', 'medium'],
    ['unresponsive-contact', 'medium'],
    ['repeated-delays', 'high'],
    ['deduction-risk', 'high'],
    ['broken-commitment-and-silence', 'critical'],
  ])('an invoice that is not yet due is held up by %s to band %s', (fact, band) => {
    expect(withFact(-10, fact)).toMatchObject({ band, bandReasons: [{ rule: fact, band }] });
  });

  it('is never lowered by a floor or by few points', () => {
    expect(withFact(70, 'open-dispute').band).toBe('critical');
    expect(scored(61).points).toBe(70);
  });

  it('the score alone can raise the band', () => {
    const worse = scored(
      10,
      { dispute: { open: true, reason: 'price' } },
      { settled: 4, settledLate: 3, overdueItems: 5 },
    );
    expect(worse).toMatchObject({ points: 51, band: 'medium' });
    const old = scored(
      25,
      {},
      { settled: 4, settledLate: 3, overdueItems: 5, usualMinor: new Map([['USD', 100n]]) },
    );
    expect(old).toMatchObject({ points: 60, band: 'medium' });
    const disputed = scored(
      25,
      { dispute: { open: true, reason: null } },
      { settled: 4, settledLate: 3, overdueItems: 5 },
    );
    expect(disputed).toMatchObject({
      points: 66,
      band: 'high',
      bandReasons: [{ rule: 'score', band: 'high' }],
    });
  });

  it('an invoice is critical when a promise was broken and nobody answers, high after two broken promises', () => {
    const broken = {
      commitmentDate: whenOverdue(anInvoice(), 1),
      lastContactOn: whenOverdue(anInvoice(), 1),
    };
    expect(scored(3, { promises: broken }).band).toBe('low');
    expect(scored(5, { promises: broken }).band).toBe('low');
    expect(scored(8, { promises: broken }).bandReasons).toEqual([
      { rule: 'broken-commitment-and-silence', band: 'critical' },
    ]);
    expect(scored(5, { promises: { ...broken, brokenBefore: 1 } }).band).toBe('high');
  });

  it('a promise is kept until two days after its day, and broken on the third', () => {
    const promises = { commitmentDate: whenOverdue(anInvoice(), 1), lastContactOn: null };
    expect([1, 2, 3, 4].map((overdue) => scored(overdue, { promises }).band)).toEqual([
      'low',
      'low',
      'low',
      'critical',
    ]);
    expect(
      [3, 4].map((overdue) => scored(overdue, { promises: { ...promises, brokenBefore: 1 } }).bandReasons),
    ).toEqual([
      [{ rule: 'broken-commitment-and-silence', band: 'critical' }],
      [{ rule: 'broken-commitment-and-silence', band: 'critical' }],
    ]);
  });

  it('nobody answers from the seventh day after the last contact on', () => {
    const promises = { brokenBefore: 1, lastContactOn: whenOverdue(anInvoice(), 1) };
    expect([7, 8].map((overdue) => scored(overdue, { promises }).band)).toEqual(['low', 'critical']);
  });
});

describe('the score', () => {
  it('the score names each signal with its value, its points and the bound it passed', () => {
    const { reasons, points } = scored(
      40,
      { outstanding: usd(40_000n) },
      {
        settled: 10,
        settledLate: 2,
        overdueItems: 3,
        usualMinor: new Map([['USD', 10_000n]]),
      },
    );
    expect(reasons).toEqual([
      { signal: 'overdue-days', unit: 'days', value: 40, points: 50, threshold: 31 },
      { signal: 'settled-late-share', unit: 'basis points', value: 2000, points: 5, threshold: 500 },
      { signal: 'open-dispute', unit: 'yes or no', value: 0, points: 0, threshold: null },
      { signal: 'other-overdue-items', unit: 'count', value: 2, points: 3, threshold: 1 },
      { signal: 'amount-to-usual', unit: 'basis points', value: 40_000, points: 4, threshold: 30_001 },
    ]);
    expect(points).toBe(62);
  });

  it('says that an unknown signal is not known and gives it no points', () => {
    expect(scored(0).reasons).toContainEqual({
      signal: 'settled-late-share',
      unit: 'basis points',
      value: null,
      points: 0,
      threshold: null,
    });
  });

  it('stops at 100', () => {
    const worst = scored(
      90,
      { dispute: { open: true, reason: null } },
      {
        settled: 1,
        settledLate: 1,
        overdueItems: 9,
        usualMinor: new Map([['USD', 1n]]),
      },
    );
    expect(worst).toMatchObject({ points: 100, band: 'critical' });
  });

  it('the score never falls, and never lowers the band, while an invoice only ages', () => {
    const profiles: readonly Partial<AccountProfile>[] = [
      {},
      { settled: 10, settledLate: 6 },
      { overdueItems: 8 },
      { settled: 3, settledLate: 1, usualMinor: new Map([['USD', 7n]]) },
    ];
    for (const profile of profiles) {
      for (const open of [false, true]) {
        let before = scored(-40, { dispute: { open, reason: null } }, profile);
        for (let days = -39; days <= 200; days += 1) {
          const now = scored(days, { dispute: { open, reason: null } }, profile);
          expect(now.points).toBeGreaterThanOrEqual(before.points);
          expect(rankOf(now.band)).toBeGreaterThanOrEqual(rankOf(before.band));
          before = now;
        }
      }
    }
  });

  it('is the same for the same signals, card and day', () => {
    expect(scored(33)).toEqual(scored(33));
  });
});
