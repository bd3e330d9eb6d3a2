import type { ListedRate, RateList, StandingRate } from '../domain/rates/rate-list.ts';

export type Rates = {
  /** What stands beside each rate of a list, in its order. It stands still until the transaction ends. */
  readonly standing: (rates: readonly ListedRate[]) => Promise<readonly StandingRate[]>;
  /**
   * Keeps rates and publishes them; one listed otherwise for its day is the next version, the same one changes nothing. Without a change
   * request they are those an installation begins with, which only the owner of the tables may write.
   */
  readonly list: (list: RateList, changeRequestId: string | null) => Promise<void>;
};
