import * as z from 'zod';

/** At most this many lines travel in one message; a longer list goes in parts. */
export const linesPerPart = 500;

/**
 * A text with the values of today, of which a later release may know more: whoever reads one needs a branch for what it does not
 * know. Published schemas list the values as `x-known-values`.
 */
export const growing = (known: readonly string[]) => z.string().meta({ 'x-known-values': known });

/** A decimal amount with all decimals of its currency, for example `41250.00`. Never a JSON number. */
export const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
export const currency = z.string().regex(/^[A-Z]{3}$/);
export const money = z.object({ amount, currency });

/** The four sides of a receivable: what the firm earns, what it owes on to the client, tax and late fees. */
export const sideAmounts = z.object({ revenue: amount, payable: amount, tax: amount, fee: amount });

export const client = z.object({ clientId: z.uuid(), number: z.string(), name: z.string() });
export const account = z.object({ accountId: z.uuid(), number: z.string(), name: z.string() });
export const personRef = z.object({ personId: z.uuid(), name: z.string() });
