import { isTroubleOfDatabase } from '../database/unavailable.ts';
import { FollowerFailed } from './locked-aggregates.ts';

export type Persist = <T>(work: () => Promise<T>) => Promise<T>;

/** Tries work again that may succeed next time, and takes a follower that goes on failing out of its way. */
export const persistence =
  (tries: number, buryFollower: (failed: FollowerFailed) => Promise<void>): Persist =>
  async (work) => {
    const attempt = async <T>(left: number, work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        if (isTroubleOfDatabase(error)) throw error;
        if (left > 1) return attempt(left - 1, work);
        if (!(error instanceof FollowerFailed)) throw error;
        await buryFollower(error);
        return attempt(tries, work);
      }
    };
    return attempt(tries, work);
  };
