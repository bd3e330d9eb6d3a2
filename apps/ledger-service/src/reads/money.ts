import * as z from 'zod';
import { minorText } from '../domain/books/amount-texts.ts';

/** Money as it goes over the wire: decimal text and ISO 4217 code. */
export const money = z.object({ amount: z.string(), currency: z.string() });

/** An amount as the database hands it out, in minor units. */
export type MinorAmount = { readonly minor: string; readonly currency: string };

export const moneyOf = ({ minor, currency }: MinorAmount) => ({
  amount: minorText(BigInt(minor), currency),
  currency,
});
