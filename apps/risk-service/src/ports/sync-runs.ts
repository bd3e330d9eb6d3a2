import type { CalendarDate } from '@recoup/domain/calendar-date';

/** One look at every open receivable: how far it is, and what it found. */
export type SyncRun = {
  readonly syncId: string;
  readonly asOf: CalendarDate;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  /** When a run of a later business date took its place; what was not scored by then never is for this day. */
  readonly supersededAt: Date | null;
  readonly shards: number;
  readonly shardsDone: number;
  /** Open receivables when the run was planned. */
  readonly receivables: number;
  readonly receivablesDone: number;
  readonly scoresChanged: number;
  readonly bandsChanged: number;
  readonly casesOpened: number;
};

export type SyncRuns = {
  /**
   * Plans a run on a business date: every account with open receivables in exactly one shard, each shard told to those who
   * score, all in one transaction. A run of an earlier day ends there. While another run is under way that one is answered.
   */
  readonly request: (run: {
    readonly syncId: string;
    readonly asOf: CalendarDate;
    readonly requestedBy: string;
    readonly at: Date;
    /** About how many open receivables make a shard. */
    readonly shardSize: number;
  }) => Promise<SyncRun>;
  /** Whether a run for this business date was ever asked for and not superseded. */
  readonly knows: (asOf: CalendarDate) => Promise<boolean>;
};
