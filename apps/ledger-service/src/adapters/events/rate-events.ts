import type { EventOf } from '@recoup/contracts/envelope';
import { RateListedV1 } from '@recoup/contracts/rate-listed.v1';
import { type StateSubscription, state } from '@recoup/runtime/inbox/subscription';

type ListedRate = EventOf<typeof RateListedV1>['data'];

/** Exchange rates as packet-service lists them. */
export const rateSubscription = (keep: (rates: readonly ListedRate[]) => Promise<void>): StateSubscription =>
  state([RateListedV1], (newest) => keep(newest.map(({ data }) => data)));
