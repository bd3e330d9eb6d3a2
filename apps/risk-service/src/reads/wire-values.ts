import * as z from 'zod';

export const instant = z.iso.datetime();
export const day = z.iso.date();

/** An instant as the database hands it out, as it goes over the wire. */
export const instantText = (text: string): string => new Date(text).toISOString();
