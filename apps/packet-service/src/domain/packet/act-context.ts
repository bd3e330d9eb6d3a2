import type { CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { holdsRoleFor, type Person, type Place, type Role } from '../people/person.ts';
import type { Packet, PersonRef } from './packet.ts';
import type { HistoryEntry } from './packet-change.ts';
import type { PacketRefusal } from './packet-refusal.ts';
import type { PacketAction, PacketStatusCode } from './packet-status.ts';

/** Somebody doing something: the person as looked up live, the moment, and the business date, on which roles are held. */
export type Acting = { readonly person: Person; readonly at: Date; readonly today: CalendarDate };

export const refOf = ({ id, displayName }: Person): PersonRef => ({ id, name: displayName });

/** Refuses whoever does not hold a role for all of these places today. */
export const needsRole = (
  acting: Acting,
  role: Role,
  places: readonly Place[],
): Result<PersonRef, PacketRefusal> =>
  holdsRoleFor(acting.person, role, places, acting.today)
    ? accepted(refOf(acting.person))
    : refused({ reason: 'role-missing', role });

/** The history entry of an act that takes a packet to its next version. */
export const entry = (
  packet: Pick<Packet, 'version' | 'statusCd'>,
  to: PacketStatusCode | null,
  action: PacketAction,
  acting: Pick<Acting, 'at'> & { readonly by: PersonRef | null; readonly role: Role | null },
  more: Partial<Pick<HistoryEntry, 'comment' | 'detail'>> = {},
): HistoryEntry => ({
  version: packet.version + 1,
  from: packet.statusCd,
  to,
  action,
  by: acting.by,
  role: acting.role,
  comment: more.comment ?? null,
  at: acting.at,
  detail: more.detail ?? null,
});

/** A comment as it is kept: trimmed, or null when nothing is left. */
export const toComment = (text: string | null | undefined): string | null => text?.trim() || null;

export const longestComment = 4_000;
