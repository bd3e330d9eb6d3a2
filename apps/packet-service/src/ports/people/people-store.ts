import type { Result } from '@recoup/domain/result';
import type { ListedPerson, Person } from '../../domain/people/person.ts';

/** Two accounts of one listed person belong to two known people; only a human can say who is meant. */
export type SeedRefusal = { readonly reason: 'ambiguous-person'; readonly displayName: string };
export type SeedCount = { readonly added: number; readonly changed: number; readonly unchanged: number };

export type PeopleStore = {
  /** Adds who is listed and unknown, and to who is known the accounts that are not; nothing else changes. All or none. */
  readonly addListed: (people: readonly ListedPerson[]) => Promise<Result<SeedCount, SeedRefusal>>;
  /** Sorted by name. */
  readonly everybody: () => Promise<readonly Person[]>;
};
