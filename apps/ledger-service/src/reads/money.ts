import { moneyText, storedMoney } from '@recoup/domain/money';
import * as z from 'zod';

/** Money as it goes over the wire: decimal text and ISO 4217 code. */
export const money = z.object({ amount: z.string(), currency: z.string() });

/** An amount as the database hands it out, in minor units. */
export type MinorAmount = { readonly minor: string; readonly currency: string };

export const moneyOf = ({ minor, currency }: MinorAmount) => moneyText(storedMoney(minor, currency));
