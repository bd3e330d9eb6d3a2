import { FollowerFailed } from './locked-aggregates.ts';
import { whoseFault } from './whose-fault.ts';

/** How often an event is tried by itself after its batch has failed, before it becomes a dead letter. */
const triesOfOneEvent = 3;

export type Retry = <T>(work: () => Promise<T>) => Promise<T>;

/** Tries work again that may succeed next time, and takes a follower that goes on failing out of its way. */
export const withRetries =
  (deadLetterFollower: (failed: FollowerFailed) => Promise<void>): Retry =>
  async (work) => {
    const attempt = async <T>(left: number, work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        if (whoseFault(error) !== 'event') throw error;
        if (left > 1) return attempt(left - 1, work);
        if (!(error instanceof FollowerFailed)) throw error;
        await deadLetterFollower(error);
        return attempt(triesOfOneEvent, work);
      }
    };
    return attempt(triesOfOneEvent, work);
  };
