import type { PersonChange } from './people-change.ts';
import type { Listing } from './people-listing.ts';
import type { ListedPerson, PersonId, RoleAssignment } from './person.ts';

/** The kind of change request that a list of people is. */
export const peopleKind = 'PEOPLE';

/** What a list of people meets for each of its people, in its order: what it would do, and who stands there now. */
export type Standing = Pick<PersonChange, 'effect' | 'known'> & { readonly person: ListedPerson | null };

export const standingOf = ({ effect, known, before }: PersonChange): Standing => ({
  effect,
  known,
  person: before,
});

/** The names of listed people who no longer stand as they stood: what an approver saw of them no longer holds. */
export const changedSince = (
  listings: readonly Listing[],
  then: readonly Standing[],
  now: readonly Standing[],
): readonly string[] =>
  listings.flatMap(({ person }, index) => {
    const [before, current] = [then[index]?.known, now[index]?.known];
    return before?.id === current?.id && before?.version === current?.version ? [] : [person.displayName];
  });

/** Whom a list gives something they do not have: a role, a wider or longer one, an exception, an account, or their return. */
export const beneficiariesOf = (changes: readonly PersonChange[]): readonly PersonId[] =>
  changes.flatMap(({ known, before, person }) =>
    known && before && gains(before, person) ? [known.id] : [],
  );

const gains = (before: ListedPerson, after: ListedPerson): boolean => {
  if (!after.active) return false;
  const newAccount = after.identities.some(
    ({ issuer, subject }) =>
      !before.identities.some((known) => known.issuer === issuer && known.subject === subject),
  );
  const held = before.active ? before.roles : [];
  return newAccount || after.roles.some((role) => !held.some((had) => includes(had, role)));
};

/** Whether whoever had one assignment gains nothing by the other. */
const includes = (had: RoleAssignment, given: RoleAssignment): boolean =>
  had.role === given.role &&
  (['entity', 'department', 'clientId'] as const).every(
    (part) => had.scope[part] === undefined || had.scope[part] === given.scope[part],
  ) &&
  had.from <= given.from &&
  (had.until === undefined || (given.until !== undefined && given.until <= had.until)) &&
  (given.exception === undefined ||
    (had.exception !== undefined && given.exception.until <= had.exception.until));
