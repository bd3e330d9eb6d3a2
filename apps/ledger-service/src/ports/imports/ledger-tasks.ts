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
};
