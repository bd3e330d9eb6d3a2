import { toCalendarDate } from '@recoup/domain/calendar-date';
import { type Result, refused } from '@recoup/domain/result';
import { isMailAddress } from '../../domain/people/mail-address.ts';
import { type Role, type RoleAssignment, roles } from '../../domain/people/person.ts';
import type { PeopleStore, SeedCount, SeedRefusal } from '../../ports/people/people-store.ts';

/** Somebody as a file or a host lists them: plain texts, dates as `YYYY-MM-DD`. */
type PersonListing = {
  readonly displayName: string;
  readonly email: string;
  readonly active?: boolean;
  readonly identities: readonly { readonly issuer: string; readonly subject: string }[];
  readonly roles: readonly {
    readonly role: string;
    readonly entity?: string | null;
    readonly department?: string | null;
    readonly clientId?: string | null;
    readonly validFrom: string;
    readonly validUntil?: string | null;
  }[];
};
type ListingRefusal =
  | SeedRefusal
  | {
      readonly reason: 'invalid-listing';
      readonly displayName: string;
      readonly field: string;
      readonly value: string;
    };
export type SeedPeople = (people: readonly PersonListing[]) => Promise<Result<SeedCount, ListingRefusal>>;

/**
 * Adds the first people of an installation, however often it is asked. Who is known already keeps what two administrators gave or
 * took since then, and only gets accounts that are new.
 */
export const seedPeople =
  (people: PeopleStore): SeedPeople =>
  async (listed) => {
    const [fault] = listed.flatMap(faultsOf);
    if (fault) return refused(fault);
    return people.addListed(
      listed.map(({ displayName, email, active = true, identities, roles: given }) => ({
        displayName: displayName.trim(),
        email,
        active,
        identities,
        roles: given.flatMap(assignment),
      })),
    );
  };

const isRole = (text: string): text is Role => roles.some((role) => role === text);

const faultsOf = (person: PersonListing): readonly ListingRefusal[] => {
  const { displayName } = person;
  const fault = (field: string, value: string) =>
    ({ reason: 'invalid-listing', displayName, field, value }) as const;
  return [
    ...(displayName.trim() === '' ? [fault('displayName', displayName)] : []),
    ...(isMailAddress(person.email) ? [] : [fault('email', person.email)]),
    ...(person.identities.length === 0 ? [fault('identities', '')] : []),
    ...person.roles.flatMap(({ role, validFrom, validUntil }) => [
      ...(isRole(role) ? [] : [fault('role', role)]),
      ...(toCalendarDate(validFrom) ? [] : [fault('validFrom', validFrom)]),
      ...(validUntil && !toCalendarDate(validUntil) ? [fault('validUntil', validUntil)] : []),
    ]),
  ];
};

const assignment = (given: PersonListing['roles'][number]): readonly RoleAssignment[] => {
  const from = toCalendarDate(given.validFrom);
  const until = given.validUntil ? toCalendarDate(given.validUntil) : undefined;
  if (!isRole(given.role) || !from) return [];
  return [
    {
      role: given.role,
      scope: {
        ...(given.entity ? { entity: given.entity } : {}),
        ...(given.department ? { department: given.department } : {}),
        ...(given.clientId ? { clientId: given.clientId } : {}),
      },
      from,
      ...(until ? { until } : {}),
    },
  ];
};
