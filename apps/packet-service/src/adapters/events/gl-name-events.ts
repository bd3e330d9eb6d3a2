import { GlNameChangedV1 } from '@recoup/contracts/entity-changed.v1';
import type { EventOf } from '@recoup/contracts/envelope';
import { type StateSubscription, state } from '@recoup/runtime/inbox/subscription';

type GlNameState = EventOf<typeof GlNameChangedV1>['data'] & { readonly sequence: number };

/** Which customers, vendors and departments the general ledger's mapping names. */
export const glNameState = (keep: (states: readonly GlNameState[]) => Promise<void>): StateSubscription =>
  state([GlNameChangedV1], (newest) => keep(newest.map(({ data, sequence }) => ({ ...data, sequence }))));
