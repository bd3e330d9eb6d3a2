import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type Band, rankOf, severer } from './band.ts';
import type { FloorFact, Range, Scorecard, SignalName } from './scorecard.ts';
import { readingOf, type Signals } from './signals.ts';

/** Why an invoice has points: the signal, what it read, what that earned, and the bound it passed (`null`: none). */
export type ScoreReason = {
  readonly signal: SignalName;
  readonly unit: string;
  readonly value: number | null;
  readonly points: number;
  readonly threshold: number | null;
};

/** What asks for at least this band: the days overdue, a fact, or the points. */
export type BandReason = { readonly rule: 'days-overdue' | 'score' | FloorFact; readonly band: Band };

export type Score = {
  readonly cardVersion: string;
  readonly asOf: CalendarDate;
  /** Whole points, 0 to 100. */
  readonly points: number;
  readonly band: Band;
  readonly reasons: readonly ScoreReason[];
  /** The rules that reach the band; milder ones are left out. */
  readonly bandReasons: readonly BandReason[];
};

/** Scores one invoice: the same signals, card and day give the same answer at any later time (definition D7). */
export const score = (signals: Signals, card: Scorecard, asOf: CalendarDate): Score => {
  const reasons = card.signals.map(({ signal, unit, bins, missingPoints }) => {
    const value = readingOf(signals, signal, asOf);
    const bin = value === null ? undefined : binOf(bins, value);
    return { signal, unit, value, points: bin?.points ?? missingPoints, threshold: bin?.from ?? null };
  });
  const total = reasons.reduce((sum, { points }) => sum + points, 0);
  const points = Math.min(card.pointsMax, total);
  const asking = askingFor(signals, card, points, readingOf(signals, 'overdue-days', asOf) ?? 0);
  const band = asking.reduce<Band>((worst, reason) => severer(worst, reason.band), 'low');
  return {
    cardVersion: card.version,
    asOf,
    points,
    band,
    reasons,
    bandReasons: asking.filter((reason) => reason.band === band),
  };
};

/** The score as it is stored: points in basis points, 0 to 10000. */
export const scoreBasisPoints = ({ points }: Score): number => points * 100;

const askingFor = (
  signals: Signals,
  card: Scorecard,
  points: number,
  daysOverdue: number,
): readonly BandReason[] => {
  const raised = card.raises
    .filter(({ atLeast }) => points >= atLeast)
    .reduce<Band>((worst, { band }) => severer(worst, band), 'low');
  const asking: BandReason[] = [
    { rule: 'days-overdue', band: binOf(card.overdueBands, daysOverdue)?.band ?? 'low' },
    { rule: 'score', band: raised },
  ];
  for (const { fact, band } of card.floors) if (signals.facts.has(fact)) asking.push({ rule: fact, band });
  return asking.filter(({ band }, index) => index === 0 || rankOf(band) > 0);
};

const binOf = <Bin extends Range>(bins: readonly Bin[], value: number): Bin | undefined =>
  bins.find(({ from, to }) => (from === null || value >= from) && (to === null || value <= to));
