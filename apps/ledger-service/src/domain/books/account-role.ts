import type { Side } from '@recoup/domain/sides';

/** The roles that accounts play in what the general ledger gets; it maps each to an account of its own. */
export const postedRoles = ['AR', 'CPAY', 'TAXP', 'CLEXP'] as const;
export type PostedRole = (typeof postedRoles)[number];
/** Exchange differences have no amount in the currency of a document, from which the general ledger makes its own. */
export type AccountRole = PostedRole | 'FX';

/** Under DIRECT and REVERSE_PAYABLE: which account bears what a side of a receivable gives up. */
export const bears: Readonly<Record<Side, PostedRole>> = {
  revenue: 'CLEXP',
  payable: 'CPAY',
  tax: 'TAXP',
  fee: 'CLEXP',
};
