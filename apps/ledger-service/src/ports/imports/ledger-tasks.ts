import type { Result } from '@recoup/domain/result';
import type { Scope } from './imports.ts';

export type ClosingTask = {
  readonly taskId: string;
  readonly reason: string;
  readonly personId: string;
  readonly scope: readonly Scope[];
};

/** Work that the ledger gives to people. */
export type LedgerTasks = {
  readonly close: (
    closing: ClosingTask,
  ) => Promise<Result<void, { readonly reason: 'not-found' | 'closed' }>>;
  /**
   * Opens a task for each posting that a source should have taken into its own balances by now, and closes those about postings that it
   * has taken in since. At most a batch of each; answers whether there may be more.
   */
  readonly watchEchoes: () => Promise<boolean>;
};
