/** The sides of a receivable, in the order they are always listed: REV, PAY, TAX, FEE. */
export const sides = ['revenue', 'payable', 'tax', 'fee'] as const;
export type Side = (typeof sides)[number];

/** One amount for each side, in minor units of one currency. */
export type SideAmounts = Readonly<Record<Side, bigint>>;

export const noSides: SideAmounts = { revenue: 0n, payable: 0n, tax: 0n, fee: 0n };

export const bySide = (amountOf: (side: Side) => bigint): SideAmounts => ({
  revenue: amountOf('revenue'),
  payable: amountOf('payable'),
  tax: amountOf('tax'),
  fee: amountOf('fee'),
});

export const totalOf = (amounts: SideAmounts): bigint =>
  sides.reduce((total, side) => total + amounts[side], 0n);

export const addSides = (left: SideAmounts, right: SideAmounts): SideAmounts =>
  bySide((side) => left[side] + right[side]);
