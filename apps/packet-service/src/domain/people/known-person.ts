import { accepted, type Result, refused } from '@recoup/domain/result';
import type { RowFault, RowFaultCode } from './people-columns.ts';
import type { Listing, MovedAccount } from './people-listing.ts';
import { accountKey, type Identity, type ListedPerson, type Person, type PersonId } from './person.ts';

export type KnownPerson = Person & {
  readonly version: number;
  /** Accounts that they used last, and that nobody has now: whoever gets one takes it from them. */
  readonly formerIdentities: readonly Identity[];
};

/** Somebody as a list would name them. */
export const asListed = (known: KnownPerson): ListedPerson => {
  const { displayName, email, employeeNumber, active, identities, roles } = known;
  return { displayName, email, employeeNumber, active, identities, roles };
};

/** An account that a list takes from one person and gives to another. */
export type Moved = {
  readonly account: Identity;
  readonly from: { readonly id: PersonId; readonly version: number; readonly name: string };
};

/** Whom a list means by a row, and whose accounts it takes for them. */
export type Meant = { readonly known: KnownPerson | null; readonly moved: readonly Moved[] };

/**
 * Finds whom each listing means: by the employer's number, else by the accounts that it does not take from others; by mail address
 * alone only somebody who has no account. Nobody becomes somebody else by the way: an account is taken from a person only where the list
 * says so.
 */
export const findMeant = (everybody: readonly KnownPerson[]) => {
  const register = registerOf(everybody);
  const claimed = new Map<KnownPerson, number>();
  return (listing: Listing): Result<Meant, readonly RowFault[]> => {
    const found = whoIs(listing, register);
    const claimedBy = found.known && claimed.get(found.known);
    if (found.known) claimed.set(found.known, listing.line);
    const faults = [
      ...whoFaults(listing, found),
      ...(claimedBy ? [claimedTwice(listing, claimedBy)] : likenessFaults(listing, found)),
      ...listing.moved
        .filter((one) => !isTheirs(register.ofAccount.get(accountKey(one.account)), found.known, one))
        .map(({ line, from }) => notTheirs(line, from)),
    ];
    if (faults.length > 0) return refused(faults);
    const moved = listing.moved.flatMap(({ account }) =>
      takenFrom(register.ofAccount.get(accountKey(account)), account),
    );
    return accepted({ known: found.known, moved });
  };
};

type Found = {
  readonly known: KnownPerson | null;
  readonly isByNumber: boolean;
  /** Whose accounts are listed too, without being taken from them. */
  readonly another: KnownPerson | undefined;
  /** Who has the address. */
  readonly namesake: KnownPerson | undefined;
};

const whoIs = ({ person, moved }: Listing, register: ReturnType<typeof registerOf>): Found => {
  const taken = new Set(moved.map(({ account }) => accountKey(account)));
  const kept = person.identities.map(accountKey).filter((account) => !taken.has(account));
  const byAccount = kept.flatMap((account) => register.ofAccount.get(account) ?? []);
  const byNumber = person.employeeNumber === null ? undefined : register.ofNumber.get(person.employeeNumber);
  const namesake = register.ofAddress.get(person.email.toLowerCase());
  const withoutAccount = namesake?.identities.length === 0 ? namesake : undefined;
  const known = byNumber ?? byAccount[0] ?? withoutAccount ?? null;
  const another = byAccount.find((owner) => owner !== known);
  return { known, isByNumber: byNumber !== undefined, another, namesake };
};

/** Whether an account belongs to the person from whom a list takes it, who is another one than it is given to. */
const isTheirs = (
  owner: KnownPerson | undefined,
  known: KnownPerson | null,
  { from }: MovedAccount,
): boolean => owner !== undefined && owner !== known && owner.email.toLowerCase() === from.toLowerCase();

const takenFrom = (owner: KnownPerson | undefined, account: Identity): readonly Moved[] =>
  owner ? [{ account, from: { id: owner.id, version: owner.version, name: owner.displayName } }] : [];

const registerOf = (everybody: readonly KnownPerson[]) => {
  const ofAccount = new Map(
    everybody.flatMap((person) =>
      [...person.identities, ...person.formerIdentities].map(
        (account) => [accountKey(account), person] as const,
      ),
    ),
  );
  const ofNumber = new Map(
    everybody.flatMap((person) =>
      person.employeeNumber === null ? [] : [[person.employeeNumber, person] as const],
    ),
  );
  const ofAddress = new Map(everybody.map((person) => [person.email.toLowerCase(), person]));
  return { ofAccount, ofNumber, ofAddress };
};

const whoFaults = (
  listing: Listing,
  { known, isByNumber, another, namesake }: Found,
): readonly RowFault[] => {
  if (another) return [isByNumber ? ofAnother(listing, another) : ambiguous(listing)];
  return namesake && namesake !== known ? [addressOf(listing, namesake)] : [];
};

const likenessFaults = (listing: Listing, { known, isByNumber }: Found): readonly RowFault[] =>
  known && !isByNumber && isAnotherHuman(known, listing) ? [looksLikeAnother(listing, known)] : [];

/** A person's address changes, and so does a name or a number; whoever changes more than that at once is somebody else. */
const isAnotherHuman = (known: KnownPerson, { person }: Listing): boolean =>
  known.email.toLowerCase() !== person.email.toLowerCase() &&
  (known.displayName !== person.displayName ||
    (known.employeeNumber !== null &&
      person.employeeNumber !== null &&
      known.employeeNumber !== person.employeeNumber));

const faultOf = (listing: Listing, column: string, code: RowFaultCode, reason: string): RowFault => {
  const { line, person } = listing;
  const value = column === 'email' ? person.email : '';
  return { line, column, value, code, reason };
};

const movedHint = 'if a sign-in passes to another person, give the mail address of the former in moved_from';

const ofAnother = (listing: Listing, { displayName }: KnownPerson): RowFault =>
  faultOf(listing, 'subject', 'ACCOUNT_OF_ANOTHER', `belongs to ${displayName}; ${movedHint}`);

const ambiguous = (listing: Listing): RowFault =>
  faultOf(
    listing,
    'subject',
    'AMBIGUOUS_PERSON',
    `must not combine accounts that belong to different people; ${movedHint}`,
  );

const claimedTwice = (listing: Listing, line: number): RowFault =>
  faultOf(
    listing,
    'subject',
    'AMBIGUOUS_PERSON',
    `belongs to the person whom line ${line} lists under another mail address`,
  );

const addressOf = (listing: Listing, { displayName }: KnownPerson): RowFault =>
  faultOf(
    listing,
    'email',
    'ADDRESS_OF_ANOTHER',
    `belongs to ${displayName}, who has other accounts; list those accounts too`,
  );

const looksLikeAnother = (listing: Listing, { displayName, email }: KnownPerson): RowFault =>
  faultOf(
    listing,
    'email',
    'LOOKS_LIKE_ANOTHER',
    `makes another person of ${displayName} <${email}>, whose sign-in this is; ${movedHint}`,
  );

const notTheirs = (line: number, from: string): RowFault => ({
  line,
  column: 'moved_from',
  value: from,
  code: 'NOT_THEIR_ACCOUNT',
  reason: 'must be the mail address of another person, to whom the sign-in of this row belongs now',
});
