import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Id } from '@recoup/domain/id';

/** The roles that sign packets, in the order of the approval matrix (requirement W5). */
export const approverRoles = ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING', 'CFO', 'MD'] as const;
export type ApproverRole = (typeof approverRoles)[number];

/** What each of them may do: definition D3. */
export const roles = [
  'CLIENT_ACCOUNTING',
  ...approverRoles,
  'CASE_OWNER',
  'COLLECTIONS_LEAD',
  'GL_ACCOUNTANT',
  'AUDITOR',
  'EXECUTIVE',
  'OPERATOR',
  'ADMIN',
] as const;
export type Role = (typeof roles)[number];

export type PersonId = Id<'person'>;
export type RoleAssignmentId = Id<'role-assignment'>;
export type PersonRef = { readonly id: PersonId; readonly name: string };

/** Narrows a role. A member that is absent stands for all. */
export type RoleScope = {
  readonly entity?: string;
  readonly department?: string;
  readonly clientId?: string;
};

/** A role given to a person, from a day on and up to and including another; without `until` it has no end. */
export type RoleAssignment = {
  readonly role: Role;
  readonly scope: RoleScope;
  readonly from: CalendarDate;
  readonly until?: CalendarDate;
  /** Why this role may go with one that conflicts with it (ruling 28). */
  readonly exception?: RoleException;
};

/** An assignment that stands, by the id that it keeps for ever. */
export type HeldRole = RoleAssignment & { readonly id: RoleAssignmentId };

/** Somebody's reason to let one person hold conflicting roles, up to and including a day. */
export type RoleException = { readonly reason: string; readonly until: CalendarDate };

/** One account at an identity provider. Several accounts may belong to one human being (definition D13). */
export type Identity = { readonly issuer: string; readonly subject: string };

export const accountKey = ({ issuer, subject }: Identity): string => JSON.stringify([issuer, subject]);

export type Person = {
  readonly id: PersonId;
  readonly displayName: string;
  readonly email: string;
  /** By which the employer knows a human; null while it is not known here. */
  readonly employeeNumber: string | null;
  readonly active: boolean;
  readonly identities: readonly Identity[];
  readonly roles: readonly HeldRole[];
  /** Others here whom two administrators declared to be the same human: whatever bars one of them bars them all. */
  readonly oneWith: readonly PersonId[];
};

/** Somebody as a list of people names them: known by their accounts, so that importing the list again finds them. */
export type ListedPerson = Omit<Person, 'id' | 'roles' | 'oneWith'> & {
  readonly roles: readonly RoleAssignment[];
};

/** Whether an id stands for the human behind a person. */
export const isSameHuman = ({ id, oneWith }: Pick<Person, 'id' | 'oneWith'>, other: PersonId): boolean =>
  id === other || oneWith.includes(other);

/** Whether two stand alike, whatever order their accounts and roles are listed in. */
export const standAlike = (left: ListedPerson, right: ListedPerson): boolean =>
  fingerprint(left) === fingerprint(right);

const fingerprint = (person: ListedPerson): string => {
  const { displayName, email, employeeNumber, active, identities, roles } = person;
  return JSON.stringify([
    displayName,
    email,
    employeeNumber,
    active,
    identities.map(({ issuer, subject }) => JSON.stringify([issuer, subject])).sort(),
    roles
      .map(({ role, scope, from, until, exception }) =>
        JSON.stringify([
          [role, scope.entity, scope.department, scope.clientId, from, until],
          [exception?.reason, exception?.until],
        ]),
      )
      .sort(),
  ]);
};

/** Where a receivable belongs. A packet without receivables belongs to its client alone: entity and department are null. */
export type ScopeKey = {
  readonly entity: string | null;
  readonly department: string | null;
  readonly clientId: string;
};

/** The roles a person holds on a day. Somebody who has left holds none. */
export const rolesHeld = <Held extends RoleAssignment>(
  person: { readonly active: boolean; readonly roles: readonly Held[] },
  day: CalendarDate,
): readonly Held[] =>
  person.active
    ? person.roles.filter(({ from, until }) => from <= day && (until === undefined || day <= until))
    : [];

const covers = (scope: RoleScope, key: ScopeKey): boolean =>
  (scope.entity === undefined || key.entity === null || scope.entity === key.entity) &&
  (scope.department === undefined || key.department === null || scope.department === key.department) &&
  (scope.clientId === undefined || scope.clientId === key.clientId);

/**
 * Whether a person holds a role for every key (ruling 5: a packet that spans scopes needs a person whose scope covers
 * all of it). Several assignments of the role may cover it together.
 */
export const holdsRoleFor = (
  person: Person,
  role: Role,
  scopeKeys: readonly ScopeKey[],
  day: CalendarDate,
): boolean => {
  const held = rolesHeld(person, day).filter((assignment) => assignment.role === role);
  return held.length > 0 && scopeKeys.every((key) => held.some(({ scope }) => covers(scope, key)));
};

/** By which assignments a person holds a role for some of the keys. */
export const rolesFor = (
  person: Person,
  role: Role,
  scopeKeys: readonly ScopeKey[],
  day: CalendarDate,
): readonly HeldRole[] =>
  rolesHeld(person, day).filter(
    (held) => held.role === role && scopeKeys.some((key) => covers(held.scope, key)),
  );

/** Whether a person may read what belongs to these scopeKeys: any role of theirs covers each (definition D3). */
export const maySee = (person: Person, scopeKeys: readonly ScopeKey[], day: CalendarDate): boolean => {
  const held = rolesHeld(person, day);
  return held.length > 0 && scopeKeys.every((key) => held.some(({ scope }) => covers(scope, key)));
};
