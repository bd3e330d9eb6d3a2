/** How an entity books write-offs: content that two persons decide. */
export type PostingRules = {
  readonly creditLossMethod: 'DIRECT';
  readonly payableSide: 'REVERSE_PAYABLE';
  readonly taxOnWriteOff: 'REVERSE_NOW';
  readonly lateFees: 'EXPENSE';
};

/** A version of them, as postings are stamped with it. */
export type PostingPolicy = PostingRules & { readonly version: string };

/** What an entity books by unless something else is decided. */
export const usualRules: PostingRules = {
  creditLossMethod: 'DIRECT',
  payableSide: 'REVERSE_PAYABLE',
  taxOnWriteOff: 'REVERSE_NOW',
  lateFees: 'EXPENSE',
};
