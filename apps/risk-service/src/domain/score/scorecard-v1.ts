import type { Scorecard } from './scorecard.ts';

/** The scorecard that a new installation starts with (definition D6; bands and floors by ruling 19). */
export const scorecardV1: Scorecard = {
  version: 'v1',
  signals: [
    {
      signal: 'overdue-days',
      unit: 'days',
      missingPoints: 0,
      bins: [
        { from: null, to: 0, points: 0 },
        { from: 1, to: 15, points: 15 },
        { from: 16, to: 30, points: 30 },
        { from: 31, to: 60, points: 50 },
        { from: 61, to: null, points: 70 },
      ],
    },
    {
      signal: 'settled-late-share',
      unit: 'basis points',
      missingPoints: 0,
      bins: [
        { from: null, to: 499, points: 0 },
        { from: 500, to: 2000, points: 5 },
        { from: 2001, to: 5000, points: 10 },
        { from: 5001, to: null, points: 20 },
      ],
    },
    {
      signal: 'open-dispute',
      unit: 'yes or no',
      missingPoints: 0,
      bins: [
        { from: null, to: 0, points: 0 },
        { from: 1, to: null, points: 10 },
      ],
    },
    {
      signal: 'other-overdue-items',
      unit: 'count',
      missingPoints: 0,
      bins: [
        { from: null, to: 0, points: 0 },
        { from: 1, to: 2, points: 3 },
        { from: 3, to: null, points: 6 },
      ],
    },
    {
      signal: 'amount-to-usual',
      unit: 'basis points',
      missingPoints: 0,
      bins: [
        { from: null, to: 30_000, points: 0 },
        { from: 30_001, to: null, points: 4 },
      ],
    },
  ],
  pointsMax: 100,
  overdueBands: [
    { from: null, to: 15, band: 'low' },
    { from: 16, to: 30, band: 'medium' },
    { from: 31, to: 60, band: 'high' },
    { from: 61, to: null, band: 'critical' },
  ],
  floors: [
    { fact: 'open-dispute', band: 'medium' },
    { fact: 'short-pay', band: 'medium' },
    { fact: 'query', band: 'medium' },
    { fact: 'unresponsive-contact', band: 'medium' },
    { fact: 'repeated-delays', band: 'high' },
    { fact: 'deduction-risk', band: 'high' },
    { fact: 'broken-commitment-and-silence', band: 'critical' },
  ],
  raises: [
    { band: 'medium', atLeast: 35 },
    { band: 'high', atLeast: 65 },
    { band: 'critical', atLeast: 85 },
  ],
};
