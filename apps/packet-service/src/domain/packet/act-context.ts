import type { CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { holdsRoleFor, type Person, type Place, type Role } from '../people/person.ts';
import type { PersonRef } from './packet.ts';
import type { PacketRefusal } from './packet-refusal.ts';

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

/** A comment as it is kept: trimmed, or null when nothing is left. */
export const toComment = (text: string | null | undefined): string | null => text?.trim() || null;

export const longestComment = 4_000;
