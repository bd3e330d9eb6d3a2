import { accepted, type Result, refused } from '@recoup/domain/result';
import { type ActContext, refOf } from '../people/act-context.ts';
import { holdsRoleFor, type PersonRef, type Role, type ScopeKey } from '../people/person.ts';
import type { PacketRefusal } from './packet-refusal.ts';

export const needsRole = (
  acting: ActContext,
  role: Role,
  scopeKeys: readonly ScopeKey[],
): Result<PersonRef, PacketRefusal> =>
  holdsRoleFor(acting.person, role, scopeKeys, acting.today)
    ? accepted(refOf(acting.person))
    : refused({ reason: 'role-missing', role });
