import type { CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { administratorsMin, decidingAdministrators } from './administrators.ts';
import { asListed, type KnownPerson } from './known-person.ts';
import { type PersonChange, weighListings } from './people-change.ts';
import { type PeopleFileRow, type RowFault, requiredColumns } from './people-columns.ts';
import { withAccounts } from './people-import.ts';
import { type Listing, readListing } from './people-listing.ts';
import { accountKey } from './person.ts';

/** Somebody as a file or a host lists them: plain texts, dates as `YYYY-MM-DD`. */
export type SeededPerson = {
  readonly displayName: string;
  readonly email: string;
  readonly employeeNumber?: string | null | undefined;
  readonly active?: boolean | undefined;
  readonly identities: readonly { readonly issuer: string; readonly subject: string }[];
  readonly roles: readonly SeededRole[];
};
type SeededRole = {
  readonly role: string;
  readonly entity?: string | null | undefined;
  readonly department?: string | null | undefined;
  readonly clientId?: string | null | undefined;
  readonly validFrom: string;
  readonly validUntil?: string | null | undefined;
  readonly exceptionReason?: string | null | undefined;
  readonly exceptionUntil?: string | null | undefined;
};

/** Reads a seed as the rows of a list of people; the line of a fault is the place of the person in the seed, from 1. */
export const readSeed = (
  people: readonly SeededPerson[],
): Result<readonly Listing[], readonly RowFault[]> => {
  if (people.length === 0) return accepted([]);
  const twins = twinsIn(people);
  if (twins.length > 0) return refused(twins);
  return readListing({ columns: requiredColumns, rows: people.flatMap(rowsOf) });
};

const twinsIn = (people: readonly SeededPerson[]): readonly RowFault[] => {
  const seen = new Map<string, number>();
  return people.flatMap(({ email }, index): readonly RowFault[] => {
    const [line, earlier] = [index + 1, seen.get(email.toLowerCase())];
    if (earlier === undefined) seen.set(email.toLowerCase(), line);
    const reason = `is also that of person ${earlier}; list one person once, with all accounts`;
    return earlier === undefined ? [] : [{ line, column: 'email', value: email, code: 'DUPLICATE', reason }];
  });
};

const rowsOf = (person: SeededPerson, index: number): readonly PeopleFileRow[] => {
  const [first = { issuer: '', subject: '' }, ...others] = person.identities;
  const row = (account: typeof first, role?: SeededRole): PeopleFileRow => ({
    line: index + 1,
    raw: { ...columnsOf(person), ...account, ...(role ? roleColumns(role) : {}) },
  });
  const [role, ...more] = person.roles;
  return [row(first, role), ...more.map((one) => row(first, one)), ...others.map((account) => row(account))];
};

const columnsOf = (person: SeededPerson): Readonly<Record<string, string>> => ({
  email: person.email,
  display_name: person.displayName,
  employee_number: person.employeeNumber ?? '',
  active: String(person.active ?? true),
});

const roleColumns = (role: SeededRole): Readonly<Record<string, string>> => ({
  role: role.role,
  entity: role.entity ?? '',
  department: role.department ?? '',
  client_id: role.clientId ?? '',
  valid_from: role.validFrom,
  valid_until: role.validUntil ?? '',
  exception_reason: role.exceptionReason ?? '',
  exception_until: role.exceptionUntil ?? '',
});

/** What a seed would change, and whether that is for two administrators to decide, since there are two who can. */
export type Seeding = { readonly changes: readonly PersonChange[]; readonly isProposal: boolean };

/** Weighs a seed by the rules of every list. It only adds: whoever is known stays as they are, but for accounts that are new. */
export const weighSeed = (
  listings: readonly Listing[],
  everybody: readonly KnownPerson[],
  today: CalendarDate,
): Result<Seeding, readonly RowFault[]> => {
  const asked = listings.map((listing) => onlyAdding(listing, everybody));
  const weighed = weighListings(asked, everybody, today);
  if (!weighed.ok) return weighed;
  const isProposal = decidingAdministrators(everybody, today) >= administratorsMin;
  return accepted({ changes: weighed.value, isProposal });
};

const onlyAdding = (listing: Listing, everybody: readonly KnownPerson[]): Listing => {
  const accounts = new Set(listing.person.identities.map(accountKey));
  const owner = everybody.find(({ identities }) => identities.some((one) => accounts.has(accountKey(one))));
  if (!owner) return listing;
  const known = asListed(owner);
  const identities = withAccounts(known.identities, listing.person.identities);
  return { ...listing, person: { ...known, identities } };
};
