import * as z from 'zod';

/** A point in time as an API hands it out: ISO 8601 in UTC. */
export const instant = z.iso.datetime();
export const day = z.iso.date();

/** A timestamptz as the database hands it out, as it goes over the wire. */
export const instantText = (stored: string): string => new Date(stored).toISOString();
