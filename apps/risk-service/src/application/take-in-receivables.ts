import type { ReceivableCopy, ReceivableState } from '../ports/receivable-copy.ts';
import type { DueAccounts, RiskStore } from '../ports/risk-store.ts';
import type { RescoreItems } from './rescore-items.ts';

export type TakeInReceivables = (states: readonly ReceivableState[]) => Promise<void>;

/**
 * Keeps what the ledger says and scores it at once, in one transaction. The other items of the same accounts may score
 * differently now, too: they are marked and looked at soon after (`rescore-due-accounts`).
 */
export const takeInReceivables =
  (
    store: Pick<RiskStore, 'transaction' | 'lockAccounts'>,
    copy: ReceivableCopy,
    due: Pick<DueAccounts, 'mark'>,
    rescore: RescoreItems,
  ): TakeInReceivables =>
  (states) =>
    store.transaction(async () => {
      const accounts = [...new Set(states.map(({ accountId }) => accountId))];
      await store.lockAccounts(accounts);
      const changed = await copy.keep(states);
      if (changed.length === 0) return;
      await rescore({ receivables: changed.map(({ receivableId }) => receivableId) });
      await due.mark([...new Set(changed.map(({ accountId }) => accountId))]);
    });
