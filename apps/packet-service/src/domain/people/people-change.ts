import type { CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { unexceptedConflicts } from './conflicting-roles.ts';
import type { RowFault, RowFaultCode } from './people-columns.ts';
import type { Listing } from './people-listing.ts';
import {
  type Identity,
  type ListedPerson,
  type Person,
  type PersonId,
  rolesHeld,
  standAlike,
} from './person.ts';

export type KnownPerson = Person & { readonly version: number };

export type PersonChange = Listing & {
  readonly effect: 'NEW' | 'CHANGED' | 'UNCHANGED';
  readonly known: { readonly id: PersonId; readonly version: number } | null;
  readonly before: ListedPerson | null;
};

/** A list is approved by a second administrator, so nobody may be left alone with the role. */
const administratorsMin = 2;

/**
 * Holds a list of people against everybody who is known. A known person is found by account, never by mail address; a list that
 * cannot tell who is meant, gives conflicting roles without an exception (ruling 28), or leaves too few administrators is refused.
 */
export const weighPeople = (
  listings: readonly Listing[],
  everybody: readonly KnownPerson[],
  today: CalendarDate,
): Result<readonly PersonChange[], readonly RowFault[]> => {
  const ofAccount = new Map(
    everybody.flatMap((person) => person.identities.map((account) => [accountKey(account), person] as const)),
  );
  const ofAddress = new Map(everybody.map((person) => [person.email.toLowerCase(), person]));
  const claimed = new Map<KnownPerson, number>();
  const weighed = listings.map((listing) => {
    const known = [
      ...new Set(listing.person.identities.flatMap((account) => ofAccount.get(accountKey(account)) ?? [])),
    ];
    const [person = null, another] = known;
    const namesake = ofAddress.get(listing.person.email.toLowerCase());
    const claimedBy = person && claimed.get(person);
    if (person) claimed.set(person, listing.line);
    const whose = another
      ? [
          faultOf(
            listing,
            'subject',
            'AMBIGUOUS_PERSON',
            'must not combine accounts that belong to different people',
          ),
        ]
      : claimedBy
        ? [
            faultOf(
              listing,
              'subject',
              'AMBIGUOUS_PERSON',
              `belongs to the person whom line ${claimedBy} lists under another mail address`,
            ),
          ]
        : namesake && namesake !== person
          ? [
              faultOf(
                listing,
                'email',
                'ADDRESS_OF_ANOTHER',
                `belongs to ${namesake.displayName}, who has other accounts; list those accounts too`,
              ),
            ]
          : [];
    return { change: changeOf(listing, person), faults: [...whose, ...roleFaults(listing, today)] };
  });
  const faults = weighed.flatMap((one) => one.faults);
  const changes = weighed.map(({ change }) => change);
  const bereft = faults.length === 0 ? administratorFaults(changes, everybody, today) : [];
  return faults.length + bereft.length > 0 ? refused([...faults, ...bereft]) : accepted(changes);
};

const accountKey = ({ issuer, subject }: Identity): string => JSON.stringify([issuer, subject]);

const changeOf = (listing: Listing, known: KnownPerson | null): PersonChange => {
  if (!known) return { ...listing, effect: 'NEW', known: null, before: null };
  const { id, version, ...before } = known;
  const effect = standAlike(before, listing.person) ? 'UNCHANGED' : 'CHANGED';
  return { ...listing, effect, known: { id, version }, before };
};

const faultOf = (
  { line, person }: Listing,
  column: string,
  code: RowFaultCode,
  reason: string,
): RowFault => ({ line, column, value: column === 'email' ? person.email : '', code, reason });

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

const administratorFaults = (
  changes: readonly PersonChange[],
  everybody: readonly KnownPerson[],
  today: CalendarDate,
): readonly RowFault[] => {
  const listed = new Map(
    changes.flatMap(({ known, person }) => (known ? [[known.id, person] as const] : [])),
  );
  const after = [
    ...everybody.map((person) => listed.get(person.id) ?? person),
    ...changes.filter(({ known }) => known === null).map(({ person }) => person),
  ];
  const administrators = (people: readonly ListedPerson[]) =>
    people.filter((person) => rolesHeld(person, today).some(({ role }) => role === 'ADMIN')).length;
  return administrators(after) >= administratorsMin
    ? []
    : [
        {
          line: 0,
          column: 'role',
          value: 'ADMIN',
          code: 'TOO_FEW_ADMINISTRATORS',
          reason: `must leave at least ${administratorsMin} administrators, so that one can approve the next list of the other`,
        },
      ];
};
