import type { Result } from '@recoup/domain/result';
import type { KnownPerson } from '../../domain/people/known-person.ts';
import type { RowFault } from '../../domain/people/people-columns.ts';
import type { Listing } from '../../domain/people/people-listing.ts';
import type { Person, PersonId } from '../../domain/people/person.ts';
import type { Seeding } from '../../domain/people/seed.ts';

export type PeopleStore = {
  /** Writes what a seed changes, unless it is a proposal; all of it in one transaction, in which nobody else changes people. */
  readonly seed: (
    weigh: (everybody: readonly KnownPerson[]) => Result<Seeding, readonly RowFault[]>,
  ) => Promise<Result<Seeding, readonly RowFault[]>>;
  /** Sorted by name. */
  readonly everybody: () => Promise<readonly Person[]>;
  readonly some: (ids: readonly PersonId[]) => Promise<readonly Person[]>;
};

/** Proposes people in the name of the service: the id of the request, also of one that asks for the same and is open already. */
export type ProposePeople = (
  listings: readonly Listing[],
) => Promise<Result<{ readonly changeRequestId: string }, string>>;
