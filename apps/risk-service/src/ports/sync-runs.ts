import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { AccountId } from '../domain/invoice.ts';

/** One look at every open receivable: how far it is, and what it found. */
export type SyncRun = {
  readonly syncId: string;
  readonly asOf: CalendarDate;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly receivables: number;
  readonly receivablesDone: number;
  readonly scoresChanged: number;
  readonly bandsChanged: number;
  readonly casesOpened: number;
};

export type SyncProgress = Pick<
  SyncRun,
  'receivablesDone' | 'scoresChanged' | 'bandsChanged' | 'casesOpened'
>;

export type SyncRuns = {
  /** Asks for a run on a business date; while one is under way that one is answered. */
  readonly request: (run: {
    readonly syncId: string;
    readonly asOf: CalendarDate;
    readonly requestedBy: string;
    readonly at: Date;
  }) => Promise<SyncRun>;
  /** Whether a run for this business date was ever asked for. */
  readonly knows: (asOf: CalendarDate) => Promise<boolean>;
  /** Locks the run under way; somebody else's work on it, or none at all, answers undefined. */
  readonly claim: () => Promise<SyncRun | undefined>;
  /** The accounts that come next, in order, with at most about `receivables` open items in all. */
  readonly nextAccounts: (syncId: string, receivables: number) => Promise<readonly AccountId[]>;
  readonly advance: (syncId: string, last: AccountId, done: SyncProgress) => Promise<void>;
  readonly finish: (syncId: string, at: Date) => Promise<void>;
};
