import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import type {
  HeldRole,
  Person,
  PersonId,
  Role,
  RoleAssignment,
  RoleAssignmentId,
  RoleScope,
  ScopeKey,
} from './person.ts';

/** A calendar day for tests; a text that is no day fails the test. */
export const on = (text: string): CalendarDate => {
  const day = toCalendarDate(text);
  if (!day) throw new Error(`no such day: ${text}`);
  return day;
};

export const noon = new Date('2026-03-02T12:00:00Z');

const personId = (name: string): PersonId => name as PersonId;

export const holding = (role: Role, scope: RoleScope = {}): RoleAssignment => ({
  role,
  scope,
  from: on('2020-01-01'),
});

/** The same as it stands of somebody. */
export const standing = (assignment: RoleAssignment): HeldRole => ({
  ...assignment,
  id: `${assignment.role} from ${assignment.from}` as RoleAssignmentId,
});

export const aPerson = (name: string, ...given: readonly (Role | RoleAssignment)[]): Person => ({
  id: personId(name),
  displayName: name,
  email: `${name}@example.test`,
  employeeNumber: null,
  active: true,
  identities: [{ issuer: 'https://issuer.test', subject: name }],
  roles: given.map((role) => standing(typeof role === 'string' ? holding(role) : role)),
  oneWith: [],
});

export const aScopeKey = (given: Partial<ScopeKey> = {}): ScopeKey => ({
  entity: 'US01',
  department: 'MUSIC',
  clientId: 'client-xyz',
  ...given,
});
