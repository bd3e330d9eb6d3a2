import type { Money } from '@recoup/domain/money';

/** Amounts as the database keeps them in a list. */
export const moneyJson = (amounts: readonly Money[]): string =>
  JSON.stringify(amounts.map(({ minor, currency }) => ({ currency, minor: String(minor) })));

export type StoredMoney = { readonly currency: string; readonly minor: string };
