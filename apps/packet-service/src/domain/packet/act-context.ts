import type { CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { holdsRoleFor, type Person, type Role, type ScopeKey } from '../people/person.ts';
import type { PersonRef } from './packet.ts';
import type { PacketRefusal } from './packet-refusal.ts';

/** Somebody doing something: the person as looked up live, the moment, and the business date, on which roles are held. */
export type ActContext = { readonly person: Person; readonly at: Date; readonly today: CalendarDate };

export const refOf = ({ id, displayName }: Person): PersonRef => ({ id, name: displayName });

/** Refuses whoever does not hold a role for all of this scope today. */
export const needsRole = (
  acting: ActContext,
  role: Role,
  scopeKeys: readonly ScopeKey[],
): Result<PersonRef, PacketRefusal> =>
  holdsRoleFor(acting.person, role, scopeKeys, acting.today)
    ? accepted(refOf(acting.person))
    : refused({ reason: 'role-missing', role });

/** A comment as it is kept: trimmed, or null when nothing is left. */
export const toComment = (text: string | null | undefined): string | null => text?.trim() || null;

export const longestComment = 4_000;
