import type { Id } from '@recoup/domain/id';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { toComment } from '../comment-text.ts';
import { type ActContext, refOf } from './act-context.ts';
import { type KnownPerson, type PersonChange, weighPeople } from './people-change.ts';
import type { PeopleFile, RowFault } from './people-columns.ts';
import { readListing } from './people-listing.ts';
import type { PersonRef } from './person.ts';
import { holdsRoleFor, type Person } from './person.ts';

export type PeopleImportId = Id<'people-import'>;

type Core = {
  readonly id: PeopleImportId;
  readonly proposedBy: PersonRef;
  readonly proposedAt: Date;
  readonly changes: readonly PersonChange[];
};
export type ProposedImport = Core & { readonly state: 'PROPOSED' };
export type DecidedImport = Core & {
  readonly state: 'APPLIED' | 'REJECTED';
  readonly decidedBy: PersonRef;
  readonly decidedAt: Date;
  readonly reason: string | null;
};
/** A list of people that one administrator proposed and another approves (definition D3). */
export type PeopleImport = ProposedImport | DecidedImport;

export type PeopleImportRefusal =
  | { readonly reason: 'role-missing' }
  | { readonly reason: 'own-proposal' }
  | { readonly reason: 'already-decided'; readonly state: DecidedImport['state'] }
  | { readonly reason: 'reason-missing' }
  | { readonly reason: 'reason-too-long' }
  /** Somebody whom the list names has changed since it was proposed; what the approver saw no longer holds. */
  | { readonly reason: 'people-changed'; readonly names: readonly string[] }
  | { readonly reason: 'list-refused'; readonly faults: readonly RowFault[] };

/** Checks a list whole and says what it would change; nothing changes before somebody else approves it. */
export const proposeImport = (
  id: PeopleImportId,
  file: PeopleFile,
  everybody: readonly KnownPerson[],
  { person, at, today }: ActContext,
): Result<ProposedImport, PeopleImportRefusal> => {
  if (!isAdministrator(person, today)) return refused({ reason: 'role-missing' });
  const listings = readListing(file);
  const changes = listings.ok ? weighPeople(listings.value, everybody, today) : listings;
  if (!changes.ok) return refused({ reason: 'list-refused', faults: changes.refusal });
  return accepted({
    id,
    state: 'PROPOSED',
    proposedBy: refOf(person),
    proposedAt: at,
    changes: changes.value,
  });
};

/** Approves a list that somebody else proposed, as long as the people it names stand as they stood then. */
export const approveImport = (
  proposed: PeopleImport,
  everybody: readonly KnownPerson[],
  { person, at, today }: ActContext,
): Result<DecidedImport, PeopleImportRefusal> => {
  if (!isAdministrator(person, today)) return refused({ reason: 'role-missing' });
  if (proposed.state !== 'PROPOSED') return refused({ reason: 'already-decided', state: proposed.state });
  if (proposed.proposedBy.id === person.id) return refused({ reason: 'own-proposal' });
  const now = weighPeople(proposed.changes, everybody, today);
  const names = now.ok ? changedSince(proposed.changes, now.value) : [];
  if (names.length > 0) return refused({ reason: 'people-changed', names });
  if (!now.ok) return refused({ reason: 'list-refused', faults: now.refusal });
  const decided = { decidedBy: refOf(person), decidedAt: at, reason: null } as const;
  return accepted({ ...proposed, state: 'APPLIED', ...decided });
};

/** Turns a list down, with a reason. Who proposed it may take it back this way. */
export const rejectImport = (
  proposed: PeopleImport,
  given: string,
  { person, at, today }: ActContext,
): Result<DecidedImport, PeopleImportRefusal> => {
  if (!isAdministrator(person, today)) return refused({ reason: 'role-missing' });
  if (proposed.state !== 'PROPOSED') return refused({ reason: 'already-decided', state: proposed.state });
  const reason = toComment(given);
  if (!reason.ok) return refused({ reason: 'reason-too-long' });
  if (!reason.value) return refused({ reason: 'reason-missing' });
  return accepted({
    ...proposed,
    state: 'REJECTED',
    decidedBy: refOf(person),
    decidedAt: at,
    reason: reason.value,
  });
};

const isAdministrator = (person: Person, today: ActContext['today']): boolean =>
  holdsRoleFor(person, 'ADMIN', [], today);

const changedSince = (then: readonly PersonChange[], now: readonly PersonChange[]): readonly string[] =>
  then.flatMap(({ known, person }, index) => {
    const current = now[index]?.known ?? null;
    return known?.id === current?.id && known?.version === current?.version ? [] : [person.displayName];
  });
