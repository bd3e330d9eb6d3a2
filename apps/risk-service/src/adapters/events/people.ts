import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import type { PersonState } from '@recoup/runtime/http/people-directory';
import { type StateSubscription, state } from '@recoup/runtime/inbox/subscription';
import type { PersonId } from '../../domain/case/owner-router.ts';

/** People as they now stand; whoever may no longer own what they own is replaced soon after. */
export const people = (
  keep: (people: readonly PersonState[]) => Promise<void>,
  reviewOwners: (people: readonly PersonId[]) => Promise<void>,
): StateSubscription =>
  state([PersonChangedV1], async (newest) => {
    await keep(newest.map(({ data }) => data));
    await reviewOwners(newest.map(({ data }) => data.personId as PersonId));
  });
