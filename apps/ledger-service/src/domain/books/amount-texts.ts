import { amountText, storedMoney } from '@recoup/domain/money';
import type { Side, SideAmounts } from '@recoup/domain/sides';

/** The decimal text of minor units of a currency that the ledger holds; an unknown code is a fault and throws. */
export const minorText = (minor: bigint, code: string): string => amountText(storedMoney(minor, code));

export const sideTexts = (amounts: SideAmounts, currency: string): Record<Side, string> => ({
  revenue: minorText(amounts.revenue, currency),
  payable: minorText(amounts.payable, currency),
  tax: minorText(amounts.tax, currency),
  fee: minorText(amounts.fee, currency),
});
