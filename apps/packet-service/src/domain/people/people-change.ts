import type { CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { administratorsMin, decidingAdministrators } from './administrators.ts';
import { unexceptedConflicts } from './conflicting-roles.ts';
import { asListed, findMeant, type KnownPerson, type Meant, type Moved } from './known-person.ts';
import type { RowFault } from './people-columns.ts';
import type { Listing } from './people-listing.ts';
import { accountKey, type ListedPerson, type PersonId, standAlike } from './person.ts';

export type PersonChange = Listing & {
  readonly effect: 'NEW' | 'CHANGED' | 'UNCHANGED';
  readonly known: { readonly id: PersonId; readonly version: number } | null;
  readonly before: ListedPerson | null;
  /** Accounts that others have had until now. */
  readonly takes: readonly Moved[];
};

/**
 * Holds people against everybody who is known. Whoever is listed must be one person and nobody else, and their roles must not conflict
 * without an exception (ruling 28).
 */
export const weighListings = (
  listings: readonly Listing[],
  everybody: readonly KnownPerson[],
  today: CalendarDate,
): Result<readonly PersonChange[], readonly RowFault[]> => {
  const meantBy = findMeant(everybody);
  const weighed = listings.map((listing) => {
    const meant = meantBy(listing);
    if (!meant.ok) return { faults: [...meant.refusal, ...roleFaults(listing, today)], changes: [] };
    const change = changeOf(listing, meant.value);
    return { faults: givesRoles(change) ? roleFaults(listing, today) : [], changes: [change] };
  });
  const faults = weighed.flatMap((one) => one.faults);
  return faults.length > 0 ? refused(faults) : accepted(weighed.flatMap(({ changes }) => changes));
};

/** The same for a list that two administrators decide, which leaves two who can decide the next one. */
export const weighPeople = (
  listings: readonly Listing[],
  everybody: readonly KnownPerson[],
  today: CalendarDate,
): Result<readonly PersonChange[], readonly RowFault[]> => {
  const weighed = weighListings(listings, everybody, today);
  if (!weighed.ok) return weighed;
  const left = decidingAdministrators(peopleAfter(weighed.value, everybody), today);
  return left >= administratorsMin ? weighed : refused([tooFewAdministrators]);
};

/** The number of a person who is known stays where a list leaves it open. */
const changeOf = (listing: Listing, { known: found, moved: takes }: Meant): PersonChange => {
  if (!found) return { ...listing, effect: 'NEW', known: null, before: null, takes };
  const { id, version } = found;
  const before = asListed(found);
  const employeeNumber = listing.person.employeeNumber ?? before.employeeNumber;
  const person = { ...listing.person, employeeNumber };
  const effect = standAlike(before, person) ? 'UNCHANGED' : 'CHANGED';
  return { ...listing, person, effect, known: { id, version }, before, takes };
};

/** Nobody is given the roles that they have. */
const givesRoles = ({ before, person }: PersonChange): boolean =>
  !before || !standAlike(before, { ...before, active: person.active, roles: person.roles });

const roleFaults = ({ line, person, roleLines }: Listing, today: CalendarDate): readonly RowFault[] => [
  ...person.roles.flatMap(({ exception }, index): RowFault[] =>
    exception && exception.until < today
      ? [
          {
            line: roleLines[index] ?? line,
            column: 'exception_until',
            value: exception.until,
            code: 'EXCEPTION_OVER',
            reason: 'must not be in the past',
          },
        ]
      : [],
  ),
  ...unexceptedConflicts(person, today).map(
    ({ index, role, meets }): RowFault => ({
      line: roleLines[index] ?? line,
      column: 'role',
      value: role,
      code: 'ROLE_CONFLICT',
      reason: `conflicts with ${meets}, which ${person.displayName} would also hold; remove one of them or give exception_reason and exception_until`,
    }),
  ),
];

/** Somebody as they stand after a list: as listed or, where it takes accounts from them, without those. */
export const lose = (
  { identities, ...person }: ListedPerson,
  id: PersonId,
  changes: readonly PersonChange[],
): ListedPerson => {
  const lost = new Set(
    changes
      .flatMap(({ takes }) => takes.filter(({ from }) => from.id === id))
      .map(({ account }) => accountKey(account)),
  );
  return { ...person, identities: identities.filter((account) => !lost.has(accountKey(account))) };
};

const peopleAfter = (changes: readonly PersonChange[], everybody: readonly KnownPerson[]) => {
  const listed = new Map(
    changes.flatMap(({ known, person }) => (known ? [[known.id, person] as const] : [])),
  );
  return [
    ...everybody.map((person) => ({
      ...(listed.get(person.id) ?? lose(asListed(person), person.id, changes)),
      id: person.id,
      oneWith: person.oneWith,
    })),
    ...changes.filter(({ known }) => known === null).map(({ person }) => person),
  ];
};

const tooFewAdministrators: RowFault = {
  line: 0,
  column: 'role',
  value: 'ADMIN',
  code: 'TOO_FEW_ADMINISTRATORS',
  reason: `must leave at least ${administratorsMin} administrators whose role has neither limits nor an end, so that one can approve the next list of the other`,
};
