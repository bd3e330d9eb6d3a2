import { describe, expect, it } from 'vitest';
import { publishScorecard } from './publish-scorecard.ts';
import type { Scorecard, SignalCard } from './scorecard.ts';
import { scorecardV1 } from './scorecard-v1.ts';

const withOverdueBins = (bins: SignalCard['bins']): Scorecard => ({
  ...scorecardV1,
  signals: scorecardV1.signals.map((one) => (one.signal === 'overdue-days' ? { ...one, bins } : one)),
});
const flaws = (card: Scorecard): readonly string[] => {
  const result = publishScorecard(card);
  return result.ok ? [] : result.refusal.flaws.map(({ where, flaw }) => `${where}: ${flaw}`);
};

describe('publishing a scorecard', () => {
  it('accepts the one that a new installation starts with', () => {
    expect(publishScorecard(scorecardV1)).toEqual({ ok: true, value: scorecardV1 });
  });

  it.each([
    [
      'a gap',
      [
        { from: null, to: 15, points: 0 },
        { from: 17, to: null, points: 5 },
      ],
      'gap between 15 and 17',
    ],
    [
      'an overlap',
      [
        { from: null, to: 15, points: 0 },
        { from: 15, to: null, points: 5 },
      ],
      'overlap between 15 and 15',
    ],
    [
      'an empty bin',
      [
        { from: null, to: 4, points: 0 },
        { from: 5, to: 2, points: 1 },
        { from: 3, to: null, points: 2 },
      ],
      '5 to 2 holds no value',
    ],
    [
      'an open end',
      [{ from: null, to: 4, points: 0 }],
      'the first bin must have no lower bound and the last no upper one',
    ],
    [
      'a bin without bounds in the middle',
      [
        { from: null, to: null, points: 0 },
        { from: null, to: null, points: 0 },
      ],
      'only the first bin may lack a lower bound and only the last an upper one',
    ],
    [
      'half a day',
      [
        { from: null, to: 4.5, points: 0 },
        { from: 5, to: null, points: 1 },
      ],
      'bounds must be whole',
    ],
    ['half a point', [{ from: null, to: null, points: 0.5 }], 'points must be whole, from 0 to 100, not 0.5'],
    [
      'an older debt that looks safer',
      [
        { from: null, to: 4, points: 9 },
        { from: 5, to: null, points: 1 },
      ],
      'an older debt must never look safer',
    ],
  ])('refuses %s', (_what, bins, flaw) => {
    expect(flaws(withOverdueBins(bins))).toContain(`overdue-days: ${flaw}`);
  });

  it('refuses a band that falls while the debt ages', () => {
    const [low, medium, high, critical] = scorecardV1.overdueBands;
    if (!(low && medium && high && critical)) throw new Error('v1 has four bands');
    const overdueBands = [low, { ...medium, band: 'critical' as const }, high, critical];
    expect(flaws({ ...scorecardV1, overdueBands })).toEqual([
      'overdueBands: an older debt must never look safer',
    ]);
  });

  it('refuses raises out of order, a fact without a floor, a signal twice and another cap, all at once', () => {
    const found = flaws({
      ...scorecardV1,
      pointsMax: 120,
      raises: [...scorecardV1.raises].reverse(),
      floors: scorecardV1.floors.slice(1),
      signals: [...scorecardV1.signals, ...scorecardV1.signals.slice(0, 1)],
    });
    expect(found).toEqual(
      expect.arrayContaining([
        'overdue-days: the card must hold this signal exactly once',
        'pointsMax: the score is shown from 0 to 100',
        'floors.open-dispute: the card must hold this fact exactly once',
        'raises.medium: cut-offs must be whole points that grow with the band',
      ]),
    );
  });
});
