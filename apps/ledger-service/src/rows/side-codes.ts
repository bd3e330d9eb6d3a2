import { bySide, type Side, type SideAmounts } from '@recoup/domain/sides';

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

/** Minor units by code, as a query aggregates them; a code that is not there has nothing. */
export type MinorByCode = Readonly<Partial<Record<SideCode, string>>>;

export const sidesOf = (minor: MinorByCode): SideAmounts =>
  bySide((side) => BigInt(minor[codeOfSide[side]] ?? '0'));
