import type { CalendarDate } from '@recoup/domain/calendar-date';

export type SyncRuns = {
  /**
   * Plans a run on a business date: every account with open receivables in exactly one shard, each shard published to those
   * who score, all in one transaction. A run of an earlier day ends there. Answers the id of the run that is under way: this
   * one, or the one that was before it.
   */
  readonly request: (run: {
    readonly syncId: string;
    readonly asOf: CalendarDate;
    readonly requestedBy: string;
    readonly at: Date;
    /** About how many open receivables make a shard. */
    readonly shardSize: number;
  }) => Promise<string>;
  /** Whether a run for this business date was ever asked for and not superseded. */
  readonly knows: (asOf: CalendarDate) => Promise<boolean>;
};
