import type { CalendarDate } from '@recoup/domain/calendar-date';
import { approverRoles } from './packet-status.ts';
import { type Person, type Role, rolesHeld } from './person.ts';

export type RoleConflict = { readonly one: Role; readonly other: Role };

const conflicts: readonly RoleConflict[] = [
  ...approverRoles.map((other) => ({ one: 'CLIENT_ACCOUNTING', other }) as const),
  ...approverRoles.map((other) => ({ one: 'OPERATOR', other }) as const),
  ...approverRoles.map((other) => ({ one: 'ADMIN', other }) as const),
];

/**
 * Pairs of roles that one person should not hold together without a dated, reasoned exception (ruling 28, 60 section 4.4).
 * Only reported: the act itself is barred by person (ruling 6).
 */
export const conflictingRoles = (person: Person, day: CalendarDate): readonly RoleConflict[] => {
  const held = new Set(rolesHeld(person, day).map(({ role }) => role));
  return conflicts.filter(({ one, other }) => held.has(one) && held.has(other));
};
