import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';

/**
 * A shard of the daily sync is ready to be scored: the open receivables of the accounts from `firstAccountId` to `lastAccountId`,
 * both included, as of `asOf`. Each shard is published once, under its own key, so that the shards of a run spread over all partitions.
 */
export const SyncShardRequestedV1 = contract(
  'recoup.sync-shard.requested.v1',
  topics.syncShards,
  z.object({
    shardId: z.uuid(),
    syncId: z.uuid(),
    /** The place of the shard in its run: 1 to `shards`. */
    shardNo: z.int().positive(),
    shards: z.int().positive(),
    asOf: z.iso.date(),
    firstAccountId: z.uuid(),
    lastAccountId: z.uuid(),
    /** Open receivables when the run was planned. */
    receivables: z.int().positive(),
  }),
);
