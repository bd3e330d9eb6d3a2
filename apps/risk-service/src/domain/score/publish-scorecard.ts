import { accepted, type Result, refused } from '@recoup/domain/result';
import { bands, rankOf } from './band.ts';
import { floorFacts, type Range, type Scorecard, signalNames } from './scorecard.ts';

/** One thing that keeps a scorecard from being published: where in the card, and why. */
export type ScorecardFlaw = { readonly where: string; readonly flaw: string };
export type ScorecardRefusal = { readonly reason: 'flawed'; readonly flaws: readonly ScorecardFlaw[] };

/**
 * Proves what a published scorecard promises: every signal once, every whole value in exactly one bin, points that are
 * whole and grow with the days overdue, bands that cover every day and never fall with it, a floor for every fact, and
 * raises in order. Answers all flaws at once (definition D9).
 */
export const publishScorecard = (card: Scorecard): Result<Scorecard, ScorecardRefusal> => {
  const flaws = [
    ...flawsOfSignals(card),
    ...flawsOfBands(card),
    ...flawsOfFloors(card),
    ...flawsOfRaises(card),
  ];
  return flaws.length === 0 ? accepted(card) : refused({ reason: 'flawed', flaws });
};

const flawsOfSignals = (card: Scorecard): readonly ScorecardFlaw[] => [
  ...signalNames
    .filter((name) => card.signals.filter(({ signal }) => signal === name).length !== 1)
    .map((name) => ({ where: name, flaw: 'the card must hold this signal exactly once' })),
  ...card.signals.flatMap(({ signal, bins, missingPoints }) => [
    ...flawsOfRanges(signal, bins),
    ...[missingPoints, ...bins.map(({ points }) => points)]
      .filter((points) => !Number.isInteger(points) || points < 0 || points > 100)
      .map((points) => ({ where: signal, flaw: `points must be whole, from 0 to 100, not ${points}` })),
    ...(signal === 'overdue-days' ? falls(signal, bins, ({ points }) => points) : []),
  ]),
  ...(card.pointsMax === 100 ? [] : [{ where: 'pointsMax', flaw: 'the score is shown from 0 to 100' }]),
];

const flawsOfBands = ({ overdueBands }: Scorecard): readonly ScorecardFlaw[] => [
  ...flawsOfRanges('overdueBands', overdueBands),
  ...falls('overdueBands', overdueBands, ({ band }) => rankOf(band)),
];

const flawsOfFloors = ({ floors }: Scorecard): readonly ScorecardFlaw[] =>
  floorFacts
    .filter((name) => floors.filter(({ fact }) => fact === name).length !== 1)
    .map((name) => ({ where: `floors.${name}`, flaw: 'the card must hold this fact exactly once' }));

const flawsOfRaises = ({ raises }: Scorecard): readonly ScorecardFlaw[] =>
  raises.flatMap(({ band, atLeast }, index) => {
    const before = raises[index - 1];
    const inOrder = !before || (before.atLeast < atLeast && rankOf(before.band) < rankOf(band));
    return Number.isInteger(atLeast) && inOrder && bands.includes(band)
      ? []
      : [{ where: `raises.${band}`, flaw: 'cut-offs must be whole points that grow with the band' }];
  });

const flawsOfRanges = (where: string, ranges: readonly Range[]): readonly ScorecardFlaw[] => {
  const first = ranges[0];
  const last = ranges.at(-1);
  const ends = first?.from === null && last?.to === null;
  return [
    ...(ends ? [] : [{ where, flaw: 'the first bin must have no lower bound and the last no upper one' }]),
    ...ranges.flatMap((range, index) => flawsBetween(where, ranges[index - 1], range)),
  ];
};

const flawsBetween = (where: string, before: Range | undefined, range: Range): readonly ScorecardFlaw[] => {
  const bounds = [range.from, range.to].filter((bound) => bound !== null);
  if (bounds.some((bound) => !Number.isInteger(bound))) return [{ where, flaw: 'bounds must be whole' }];
  if (range.from !== null && range.to !== null && range.from > range.to) {
    return [{ where, flaw: `${range.from} to ${range.to} holds no value` }];
  }
  if (!before) return [];
  if (before.to === null || range.from === null) {
    return [{ where, flaw: 'only the first bin may lack a lower bound and only the last an upper one' }];
  }
  if (range.from > before.to + 1) return [{ where, flaw: `gap between ${before.to} and ${range.from}` }];
  if (range.from <= before.to) return [{ where, flaw: `overlap between ${before.to} and ${range.from}` }];
  return [];
};

const falls = <Bin extends Range>(
  where: string,
  bins: readonly Bin[],
  rankIn: (bin: Bin) => number,
): readonly ScorecardFlaw[] =>
  bins.some((bin, index) => {
    const before = bins[index - 1];
    return before !== undefined && rankIn(before) > rankIn(bin);
  })
    ? [{ where, flaw: 'an older debt must never look safer' }]
    : [];
