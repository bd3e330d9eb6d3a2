import { coversEverything, type Scope } from '../http/covered-rows.ts';
import type { RoleGrant } from '../http/people-directory.ts';
import type { Weighed } from './change-kind.ts';

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
