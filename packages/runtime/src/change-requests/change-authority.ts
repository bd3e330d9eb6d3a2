import { coversEverything, type Scope } from '../http/covered-rows.ts';
import type { Directory, RoleGrant } from '../http/people-directory.ts';
import type { ChangeKind, Weighed } from './change-kind.ts';
import type { Decider, Moment, PersonRef } from './decision.ts';

/** Whether roles cover all that a proposal touches; several grants of the roles may cover it together. */
export const coversScope = (
  grants: readonly RoleGrant[],
  roles: readonly string[],
  scope: Weighed['scope'],
): boolean => {
  const held = grants.filter(({ role }) => roles.includes(role));
  if (scope === 'everything') return held.some(coversEverything);
  return held.length > 0 && scope.every((key) => held.some((grant) => covers(grant, key)));
};

/** A member that is null stands for all; what lies in all entities is covered by no grant for one. */
const covers = (grant: Scope, key: Scope): boolean =>
  (grant.entity === null || grant.entity === key.entity) &&
  (grant.department === null || grant.department === key.department) &&
  (grant.clientId === null || grant.clientId === key.clientId);

/** Somebody who proposes or decides. */
export type ActingPerson = {
  readonly ref: PersonRef;
  /** Whether their roles cover what a request of this kind touches, which is only known once it was weighed. */
  readonly decides: (kind: Pick<ChangeKind, 'roles'>, scope: Weighed['scope']) => Decider;
};

/** Somebody with the roles they hold until the transaction ends; whoever has left holds none. */
export const actingPerson = async (
  { directory }: { readonly directory: Pick<Directory, 'live'> },
  personId: string,
  { today }: Moment,
): Promise<ActingPerson> => {
  const known = await directory.live(personId, today);
  return {
    ref: { personId, name: known?.displayName ?? personId },
    decides: ({ roles }, scope) => ({
      personId,
      oneWith: known?.oneWith ?? [],
      entitled: coversScope(known?.grants ?? [], roles, scope),
    }),
  };
};
