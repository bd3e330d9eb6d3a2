import type { Band } from './band.ts';

export const signalNames = [
  'overdue-days',
  'settled-late-share',
  'open-dispute',
  'other-overdue-items',
  'amount-to-usual',
] as const;
/** A measured signal that earns points (definition D6). */
export type SignalName = (typeof signalNames)[number];

export const floorFacts = [
  'open-dispute',
  'short-pay',
  'query',
  'unresponsive-contact',
  'repeated-delays',
  'deduction-risk',
  'broken-commitment-and-silence',
] as const;
/** A fact that holds the band up, whatever the days overdue and the score say (ruling 19). */
export type FloorFact = (typeof floorFacts)[number];

/** Whole values from `from` to `to`, both included; `null` is no bound on that side. */
export type Range = { readonly from: number | null; readonly to: number | null };

export type SignalCard = {
  readonly signal: SignalName;
  readonly unit: 'days' | 'basis points' | 'yes or no' | 'count';
  readonly bins: readonly (Range & { readonly points: number })[];
  /** Points of an invoice for which the signal is not known. */
  readonly missingPoints: number;
};

/** The rule by which invoices are scored and banded: versioned data, never edited once published. */
export type Scorecard = {
  readonly version: string;
  readonly signals: readonly SignalCard[];
  readonly pointsMax: number;
  readonly overdueBands: readonly (Range & { readonly band: Band })[];
  readonly floors: readonly { readonly fact: FloorFact; readonly band: Band }[];
  /** From this many points on the band is at least this one, mildest first. A score raises a band, never lowers it. */
  readonly raises: readonly { readonly band: Band; readonly atLeast: number }[];
};
