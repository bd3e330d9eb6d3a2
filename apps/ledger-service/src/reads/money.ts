import { moneyText, storedMoney } from '@recoup/domain/money';

/** An amount as the database hands it out, in minor units. */
export type MinorAmount = { readonly minor: string; readonly currency: string };

export const moneyOf = ({ minor, currency }: MinorAmount) => moneyText(storedMoney(minor, currency));
