import type { CalendarDate } from '@recoup/domain/calendar-date';
import {
  approverRoles,
  type ListedPerson,
  type Role,
  type RoleAssignment,
  type RoleException,
  rolesHeld,
} from './person.ts';

/** Two roles of one person that should not go together, and the exception that allows it for now; null when there is none. */
export type RoleConflict = {
  readonly one: Role;
  readonly other: Role;
  readonly exception: RoleException | null;
};

const conflicts: readonly { readonly one: Role; readonly other: Role }[] = [
  ...approverRoles.map((other) => ({ one: 'CLIENT_ACCOUNTING', other }) as const),
  ...approverRoles.map((other) => ({ one: 'OPERATOR', other }) as const),
  ...approverRoles.map((other) => ({ one: 'ADMIN', other }) as const),
];

/**
 * Pairs of roles that one person holds on a day and should not hold together without a dated, reasoned exception (ruling 28,
 * definition D14). Only reported: the act itself is barred by person (ruling 6).
 */
export const conflictingRoles = (
  person: Pick<ListedPerson, 'active' | 'roles'>,
  day: CalendarDate,
): readonly RoleConflict[] =>
  conflicts.flatMap(({ one, other }) => {
    const [left, right] = [one, other].map((role) =>
      rolesHeld(person, day).filter((assignment) => assignment.role === role),
    );
    if (!left?.length || !right?.length) return [];
    const standing = [...left, ...right].find(({ exception }) => exception && day <= exception.until);
    return [{ one, other, exception: standing?.exception ?? null }];
  });

/**
 * Assignments that, from `today` on, meet another one of a conflicting role on a day that no exception of either covers (ruling
 * 28). The later in the list is named; somebody who has left meets nothing.
 */
export const unexceptedConflicts = (
  { active, roles }: Pick<ListedPerson, 'active' | 'roles'>,
  today: CalendarDate,
): readonly { readonly index: number; readonly role: Role; readonly meets: Role }[] =>
  active
    ? roles.flatMap((later, index) =>
        roles
          .slice(0, index)
          .filter((earlier) => conflicting(earlier.role, later.role) && uncovered(earlier, later, today))
          .map((earlier) => ({ index, role: later.role, meets: earlier.role })),
      )
    : [];

/** Whether two roles should not go together. */
export const conflicting = (left: Role, right: Role): boolean =>
  conflicts.some(({ one, other }) => (one === left && other === right) || (one === right && other === left));

/** An exception must hold on the first day on which both are held; once it has run out, the conflict is reported again. */
const uncovered = (left: RoleAssignment, right: RoleAssignment, today: CalendarDate): boolean => {
  const [, , first] = [today, left.from, right.from].sort();
  if (first === undefined || [left, right].some(({ until }) => until !== undefined && until < first))
    return false;
  return ![left, right].some(({ exception }) => exception && first <= exception.until);
};
