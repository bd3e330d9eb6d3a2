import type { Side } from '@recoup/domain/sides';

/** The sides of a receivable by the codes that the tables hold. */
export type SideCode = 'REV' | 'PAY' | 'TAX' | 'FEE';

export const codeOfSide: Readonly<Record<Side, SideCode>> = {
  revenue: 'REV',
  payable: 'PAY',
  tax: 'TAX',
  fee: 'FEE',
};

export const sideOfCode: Readonly<Record<SideCode, Side>> = {
  REV: 'revenue',
  PAY: 'payable',
  TAX: 'tax',
  FEE: 'fee',
};
