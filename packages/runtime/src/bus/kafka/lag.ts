import type { Admin } from 'kafkajs';

export type PartitionPosition = { readonly topic: string; readonly partition: number };

/**
 * How many offsets a group has still to take of each partition. On a compacted topic, records that are gone count too, so
 * zero is exact and anything else an upper limit.
 */
export const partitionLags = async (
  admin: Admin,
  group: string,
  topics: readonly string[],
): Promise<readonly (PartitionPosition & { readonly lag: number })[]> => {
  const committed = new Map(
    (await admin.fetchOffsets({ groupId: group, topics: [...topics] })).flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => [`${topic} ${partition}`, Number(offset)] as const),
    ),
  );
  const all = await Promise.all(
    topics.map(async (topic) =>
      (await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => {
        // Nothing committed yet is -1; what retention has removed cannot be taken any more.
        const from = Math.max(committed.get(`${topic} ${partition}`) ?? -1, Number(low));
        return { topic, partition, lag: Math.max(0, Number(high) - from) };
      }),
    ),
  );
  return all.flat();
};
