import type { DueAccounts, RiskBook } from '../ports/risk-book.ts';
import type { RescoreItems } from './rescore-items.ts';

export type RescoreDueAccounts = () => Promise<boolean>;

/** Looks again at accounts of which one item, or the owner, changed. Answers whether there may be more. */
export const rescoreDueAccounts =
  (book: RiskBook, due: DueAccounts, rescore: RescoreItems, accountsPerRound = 50): RescoreDueAccounts =>
  () =>
    book.transaction(async () => {
      const accounts = await due.next(accountsPerRound);
      if (accounts.length === 0) return false;
      await book.lockAccounts(accounts);
      await due.done(accounts);
      await rescore({ accounts });
      return accounts.length === accountsPerRound;
    });
