/** A system that bills, whose files are taken in. */
export type BillingSource = {
  readonly code: string;
  /** Whether each entity gives its parties numbers of its own. */
  readonly partyPerEntity: boolean;
  /** Whether invoice numbers begin anew each year. */
  readonly numberPerYear: boolean;
  /** Whether it prints the name of one party in several ways; the first name that it gave stays. */
  readonly namesVary: boolean;
  /** Which of our postings it learns of and takes into its own balances. */
  readonly echoes: 'ALL' | 'WRITE_OFFS' | 'NONE';
};
