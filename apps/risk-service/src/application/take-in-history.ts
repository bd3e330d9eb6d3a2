import type { DueAccounts, RiskStore } from '../ports/risk-store.ts';
import type { PastInvoice, SettledHistory } from '../ports/settled-history.ts';

export type TakeInHistory = (invoices: readonly PastInvoice[]) => Promise<void>;

/** Keeps invoices of the past; what their accounts owe now is looked at again soon after (`rescore-due-accounts`). */
export const takeInHistory =
  (
    store: Pick<RiskStore, 'transaction'>,
    history: SettledHistory,
    due: Pick<DueAccounts, 'mark'>,
  ): TakeInHistory =>
  (invoices) =>
    store.transaction(async () => {
      const accounts = await history.keep(invoices);
      if (accounts.length > 0) await due.mark(accounts);
    });
