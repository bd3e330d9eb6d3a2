import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Rescored } from '../domain/case/rescore.ts';
import type { AccountId } from '../domain/score/invoice.ts';
import type { RiskStore } from '../ports/risk-store.ts';
import type { ShardFindings, SyncShards } from '../ports/sync-shards.ts';
import type { RescoreItems } from './rescore-items.ts';

export type ScoreShard = (shard: {
  readonly shardId: string;
  readonly syncId: string;
  readonly asOf: CalendarDate;
  readonly firstAccount: AccountId;
  readonly lastAccount: AccountId;
}) => Promise<void>;

/**
 * Scores the accounts of one shard as of its run's day and counts it as done, in one transaction. A shard that was done
 * before, and one whose run has ended, are passed over.
 */
export const scoreShard =
  (
    store: Pick<RiskStore, 'transaction' | 'lockAccounts'>,
    shards: SyncShards,
    rescore: RescoreItems,
    now: () => Date,
    scoredBy: string,
  ): ScoreShard =>
  ({ shardId, syncId, asOf, firstAccount, lastAccount }) =>
    store.transaction(async () => {
      if (!(await shards.claim(shardId))) return;
      const accounts = await shards.accounts(firstAccount, lastAccount);
      await store.lockAccounts(accounts);
      // Asked under the locks: whoever scores these accounts for a later day waits for us or is seen here.
      if (!(await shards.isUnderWay(syncId))) return;
      const rescored = await rescore({ accounts }, asOf);
      await shards.complete(shardId, { ...findingsOf(rescored), at: now(), by: scoredBy });
    });

const findingsOf = (rescored: readonly Rescored[]): ShardFindings => {
  const events = rescored.flatMap(({ change }) => change?.events ?? []);
  return {
    receivablesDone: rescored.filter(({ item }) => item.accounting.state === 'open').length,
    scoresChanged: rescored.filter(({ row }) => row === 'scored').length,
    bandsChanged: events.filter(({ type }) => type === 'band-changed').length,
    casesOpened: events.filter(({ type }) => type === 'opened').length,
  };
};
