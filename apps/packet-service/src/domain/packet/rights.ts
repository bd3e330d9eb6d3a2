import { accepted, type Result, refused } from '@recoup/domain/result';
import { type ActContext, refOf } from '../people/act-context.ts';
import {
  type ApproverRole,
  approverRoles,
  holdsRoleFor,
  type PersonRef,
  type Role,
  type ScopeKey,
} from '../people/person.ts';
import { type EditablePacket, isEditable, isWaiting, type Packet, type WaitingPacket } from './packet.ts';
import type { PacketRefusal } from './packet-refusal.ts';
import { barFromSigning } from './segregation.ts';

/** Lets somebody act who holds the role today for all of the scope. */
export const needsRole = (
  acting: ActContext,
  role: Role,
  scopeKeys: readonly ScopeKey[],
): Result<PersonRef, PacketRefusal> =>
  holdsRoleFor(acting.person, role, scopeKeys, acting.today)
    ? accepted(refOf(acting.person))
    : refused({ reason: 'role-missing', role });

/**
 * Whether somebody may change, document, submit, cancel or delete a packet: Client Accounting alone, and a draft alone
 * (requirement W12, ruling 1).
 */
export const mayPrepare = (
  packet: Packet,
  acting: ActContext,
): Result<{ readonly draft: EditablePacket; readonly by: PersonRef }, PacketRefusal> => {
  const allowed = needsRole(acting, 'CLIENT_ACCOUNTING', packet.scopeKeys);
  if (!allowed.ok) return allowed;
  return isEditable(packet)
    ? accepted({ draft: packet, by: allowed.value })
    : refused({ reason: 'wrong-state', statusCd: packet.statusCd });
};

/**
 * Whether somebody may decide a waiting packet now: not barred, and holding the role that is due for all of the packet's scope.
 * Who holds a later or earlier role of the route is out of turn.
 */
export const mayDecide = (
  packet: Packet,
  acting: ActContext,
): Result<{ readonly waiting: WaitingPacket; readonly by: PersonRef }, PacketRefusal> => {
  const holds = (role: ApproverRole) => holdsRoleFor(acting.person, role, packet.scopeKeys, acting.today);
  const due = isWaiting(packet) ? packet.awaiting[0] : approverRoles[0];
  if (!approverRoles.some(holds)) return refused({ reason: 'role-missing', role: due });
  if (!isWaiting(packet)) return refused({ reason: 'wrong-state', statusCd: packet.statusCd });
  const bar = barFromSigning(packet, acting.person);
  if (bar) return refused(bar);
  const allowed = needsRole(acting, due, packet.scopeKeys);
  if (allowed.ok) return accepted({ waiting: packet, by: allowed.value });
  return packet.submission.route.some(holds)
    ? refused({ reason: 'out-of-turn', awaiting: packet.awaiting })
    : allowed;
};
