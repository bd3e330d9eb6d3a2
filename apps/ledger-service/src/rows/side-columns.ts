import type { SideAmounts } from '@recoup/domain/sides';

/** Four minor-unit texts in the order revenue, payable, tax, fee. */
export type SideColumns = readonly [string, string, string, string];

export const sidesOf = ([revenue, payable, tax, fee]: SideColumns): SideAmounts => ({
  revenue: BigInt(revenue),
  payable: BigInt(payable),
  tax: BigInt(tax),
  fee: BigInt(fee),
});
