import type { DueAccounts, RiskStore } from '../ports/risk-store.ts';
import type { RescoreItems } from './rescore-items.ts';

export type RescoreDueAccounts = () => Promise<boolean>;

/** Looks again at accounts of which one item, or the owner, changed. Answers whether there may be more. */
export const rescoreDueAccounts =
  (
    store: Pick<RiskStore, 'transaction' | 'lockAccounts'>,
    due: Pick<DueAccounts, 'next' | 'take'>,
    rescore: RescoreItems,
    accountsPerRound = 50,
  ): RescoreDueAccounts =>
  () =>
    store.transaction(async () => {
      const waiting = await due.next(accountsPerRound);
      if (waiting.length === 0) return false;
      await store.lockAccounts(waiting);
      const accounts = await due.take(waiting);
      if (accounts.length === 0) return false;
      await rescore({ accounts });
      return accounts.length === accountsPerRound;
    });
