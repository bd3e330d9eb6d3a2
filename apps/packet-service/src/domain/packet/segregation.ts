import type { CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, type Result, refused } from '@recoup/domain/result';
import type { ActContext } from '../people/act-context.ts';
import {
  type ApproverRole,
  approverRoles,
  holdsRoleFor,
  type Person,
  type PersonId,
  type PersonRef,
} from '../people/person.ts';
import { isWaiting, type Packet, type WaitingPacket } from './packet.ts';
import type { PacketRefusal } from './packet-refusal.ts';
import { needsRole } from './rights.ts';

/**
 * Why a person may not sign this packet whatever roles they hold: they contributed to it, or signed an earlier level of this round
 * (ruling 6). Nobody is exempt.
 */
const barOf = (packet: WaitingPacket, person: PersonId): PacketRefusal | undefined => {
  const contribution = packet.contributors.find(({ personId }) => personId === person);
  if (contribution) return { reason: 'own-packet', as: contribution.as };
  return packet.approvals.some(({ by }) => by.id === person) ? { reason: 'signed-this-round' } : undefined;
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
  const bar = barOf(packet, acting.person.id);
  if (bar) return refused(bar);
  const allowed = needsRole(acting, due, packet.scopeKeys);
  if (allowed.ok) return accepted({ waiting: packet, by: allowed.value });
  return packet.submission.route.some(holds)
    ? refused({ reason: 'out-of-turn', awaiting: packet.awaiting })
    : allowed;
};

/** Who could sign a waiting packet next: active, holding the due role for all of it, and not barred. */
export const possibleApprovers = (
  packet: WaitingPacket,
  people: readonly Person[],
  today: CalendarDate,
): readonly Person[] =>
  people.filter(
    (person) =>
      holdsRoleFor(person, packet.awaiting[0], packet.scopeKeys, today) &&
      barOf(packet, person.id) === undefined,
  );
