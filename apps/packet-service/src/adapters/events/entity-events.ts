import { EntityChangedV1 } from '@recoup/contracts/entity-changed.v1';
import type { EventOf } from '@recoup/contracts/envelope';
import { type StateSubscription, state } from '@recoup/runtime/inbox/subscription';

type EntityState = EventOf<typeof EntityChangedV1>['data'] & { readonly sequence: number };

/** Legal entities as they now stand. */
export const entityState = (keep: (states: readonly EntityState[]) => Promise<void>): StateSubscription =>
  state([EntityChangedV1], (newest) => keep(newest.map(({ data, sequence }) => ({ ...data, sequence }))));
