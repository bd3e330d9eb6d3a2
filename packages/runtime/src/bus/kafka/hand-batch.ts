import type { Batch, EachBatchPayload } from 'kafkajs';
import type { SubscribeOptions } from '../bus.ts';
import { toDelivery } from './delivery.ts';

export type HandBatchOptions = Pick<SubscribeOptions, 'handle' | 'onError' | 'batchSize'> & {
  /** When a batch that was not handled comes again. */
  readonly pauseMs: number;
};

const usualBatchSize = 500;
export const heartbeatMs = 3_000;

/** What is committed is the offset of the next record. */
export const after = (offset: string): string => (BigInt(offset) + 1n).toString();

/** Hands a fetched batch on in parts, and moves on only behind what was handled and committed. */
export const handBatch =
  (
    { handle, onError, pauseMs, batchSize = usualBatchSize }: HandBatchOptions,
    draining: () => boolean,
    parts: { begun: number; ended: number },
  ) =>
  async (payload: EachBatchPayload): Promise<void> => {
    const { batch, heartbeat, isRunning, isStale, pause } = payload;
    for (let from = 0; from < batch.messages.length; from += batchSize) {
      if (draining() || !isRunning() || isStale()) return;
      const part = batch.messages.slice(from, from + batchSize);
      const beat = keepBeating(heartbeat);
      parts.begun += 1;
      try {
        await handle(part.map((message) => toDelivery(batch.topic, batch.partition, message)));
      } catch (error) {
        onError(error);
        const resume = pause();
        setTimeout(resume, pauseMs).unref();
        return;
      } finally {
        beat.stop();
        parts.ended += 1;
      }
      await moveBehind(payload, part);
      if (beat.lost()) return;
    }
  };

/** A commit that fails is thrown to the client, which joins the group again; the part then comes once more. */
const moveBehind = async (payload: EachBatchPayload, part: Batch['messages']): Promise<void> => {
  const { batch, commitOffsetsIfNecessary, resolveOffset } = payload;
  const last = part.at(-1)?.offset ?? batch.lastOffset();
  // Behind the last message there may be records that are not handed out, such as the mark of its transaction.
  const read = last === batch.messages.at(-1)?.offset ? batch.lastOffset() : last;
  const partitions = [{ partition: batch.partition, offset: after(read) }];
  await commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions }] });
  resolveOffset(last);
};

/** The client beats between batches only. A beat that fails says that the group changes, which is seen to after the part. */
const keepBeating = (heartbeat: () => Promise<void>) => {
  let lost = false;
  const timer = setInterval(() => {
    heartbeat().catch(() => {
      lost = true;
    });
  }, heartbeatMs);
  return { stop: () => clearInterval(timer), lost: () => lost };
};
