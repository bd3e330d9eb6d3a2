import { toCurrency } from '@recoup/domain/currency';
import { amountText, money } from '@recoup/domain/money';
import type { Side, SideAmounts } from './sides.ts';

/** The decimal text of minor units of a currency that the ledger holds; an unknown code is a fault and throws. */
export const minorText = (minor: bigint, code: string): string => {
  const currency = toCurrency(code);
  if (!currency) throw new Error(`the ledger holds an unknown currency: ${code}`);
  return amountText(money(minor, currency));
};

export const sideTexts = (amounts: SideAmounts, currency: string): Record<Side, string> => ({
  revenue: minorText(amounts.revenue, currency),
  payable: minorText(amounts.payable, currency),
  tax: minorText(amounts.tax, currency),
  fee: minorText(amounts.fee, currency),
});
