import * as z from 'zod';

/** A point in time as an API hands it out: ISO 8601 in UTC. */
export const instant = z.iso.datetime();
export const day = z.iso.date();

/** A day that somebody writes: of an earlier century it would be mistyped. */
export const dayFrom1900 = day.refine(
  (text) => text >= '1900-01-01',
  'must be a date from 1900-01-01 on, such as 2026-03-31',
);

/** A timestamptz as the database hands it out, as it goes over the wire. */
export const instantText = (stored: string): string => new Date(stored).toISOString();
