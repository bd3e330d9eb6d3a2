import { SyncShardRequestedV1 } from '@recoup/contracts/sync-shard-requested.v1';
import { topics } from '@recoup/contracts/topics';
import { type FactsSubscription, facts, on } from '@recoup/runtime/inbox/subscription';
import type { ScoreShard } from '../../application/score-shard.ts';
import type { AccountId } from '../../domain/score/invoice.ts';
import { dateOf } from './wire-values.ts';

export const syncShards = (score: ScoreShard): FactsSubscription =>
  facts(topics.syncShards, [
    on(SyncShardRequestedV1, ({ data }) =>
      score({
        shardId: data.shardId,
        syncId: data.syncId,
        asOf: dateOf(data.asOf),
        firstAccount: data.firstAccountId as AccountId,
        lastAccount: data.lastAccountId as AccountId,
      }),
    ),
  ]);
