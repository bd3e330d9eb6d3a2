import { asListed, type KnownPerson } from './known-person.ts';
import { lose, type PersonChange } from './people-change.ts';
import type { Listing } from './people-listing.ts';
import { accountKey, type ListedPerson, type PersonId, standAlike } from './person.ts';

/** The kind of change request that a list of people is. */
export const peopleKind = 'PEOPLE';

/** What a list of people meets for each of its people, in its order: what it would do, and who stands there now. */
export type Standing = Pick<PersonChange, 'effect' | 'known' | 'takes'> & {
  readonly person: ListedPerson | null;
};

export const standingOf = ({ effect, known, before, takes }: PersonChange): Standing => ({
  effect,
  known,
  takes,
  person: before,
});

/** The names of listed people who no longer stand as they stood: what an approver saw of them no longer holds. */
export const changedSince = (
  listings: readonly Listing[],
  then: readonly Standing[],
  now: readonly Standing[],
): readonly string[] =>
  listings.flatMap(({ person }, index) =>
    whoStood(then[index]) === whoStood(now[index]) ? [] : [person.displayName],
  );

const whoStood = (standing: Standing | undefined): string =>
  JSON.stringify(
    [standing?.known, ...(standing?.takes.map(({ from }) => from) ?? [])].map((one) => [
      one?.id,
      one?.version,
    ]),
  );

/**
 * Whom a list gives or takes something: a role, its scope, its days or its exception, an account, or their standing here. They
 * decide nothing about it.
 */
export const beneficiariesOf = (changes: readonly PersonChange[]): readonly PersonId[] => [
  ...new Set(
    changes.flatMap(({ known, before, person, takes }) => [
      ...(known && before && isTouched(before, person) ? [known.id] : []),
      ...takes.map(({ from }) => from.id),
    ]),
  ),
];

/** A name, an address and a number give nobody anything. */
const isTouched = (before: ListedPerson, after: ListedPerson): boolean =>
  !standAlike(before, {
    ...before,
    active: after.active,
    roles: after.roles,
    identities: after.identities,
  });

/** How everybody stands whom a list changes: those listed, and those from whom it takes an account without listing them. */
export const writtenBy = (changes: readonly PersonChange[], everybody: readonly KnownPerson[]) => {
  const listed = new Set(changes.flatMap(({ known }) => known?.id ?? []));
  const losing = new Set(changes.flatMap(({ takes }) => takes.map(({ from }) => from.id)));
  return [
    ...everybody
      .filter(({ id }) => losing.has(id) && !listed.has(id))
      .map((person) => ({
        known: { id: person.id, version: person.version },
        person: lose(asListed(person), person.id, changes),
      })),
    ...changes.filter(({ effect }) => effect !== 'UNCHANGED').map(({ known, person }) => ({ known, person })),
  ];
};

/** Accounts of whoever is known and of whoever else is listed with them, each once. */
export const withAccounts = (
  held: ListedPerson['identities'],
  listed: ListedPerson['identities'],
): ListedPerson['identities'] => {
  const known = new Set(held.map(accountKey));
  return [...held, ...listed.filter((account) => !known.has(accountKey(account)))];
};
