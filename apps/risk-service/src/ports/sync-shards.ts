import type { AccountId } from '../domain/score/invoice.ts';

export type ShardFindings = {
  readonly receivablesDone: number;
  readonly scoresChanged: number;
  readonly bandsChanged: number;
  readonly casesOpened: number;
};

/** The parts of a run. Everything here works in the caller's transaction. */
export type SyncShards = {
  /** Locks a shard until the transaction ends. False when it was done before, or is not known. */
  readonly claim: (shardId: string) => Promise<boolean>;
  /** The accounts with open receivables from the first to the last, both included, in order. */
  readonly accounts: (first: AccountId, last: AccountId) => Promise<readonly AccountId[]>;
  readonly isUnderWay: (syncId: string) => Promise<boolean>;
  /** Counts the shard as done, with what it found; the last shard of a run finishes the run. */
  readonly complete: (
    shardId: string,
    done: ShardFindings & { readonly at: Date; readonly by: string },
  ) => Promise<void>;
};
