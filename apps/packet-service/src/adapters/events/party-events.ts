import type { EventOf } from '@recoup/contracts/envelope';
import { PartyChangedV1 } from '@recoup/contracts/party-changed.v1';
import { type StateSubscription, state } from '@recoup/runtime/inbox/subscription';

type PartyState = EventOf<typeof PartyChangedV1>['data'] & { readonly sequence: number };

/** Clients, debtors and agents that two people declared to be one, or separate again. */
export const partyState = (keep: (states: readonly PartyState[]) => Promise<void>): StateSubscription =>
  state([PartyChangedV1], (newest) => keep(newest.map(({ data, sequence }) => ({ ...data, sequence }))));
