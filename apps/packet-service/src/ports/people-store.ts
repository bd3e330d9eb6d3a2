import type { Result } from '@recoup/domain/result';
import type { ListedPerson, Person } from '../domain/person.ts';

/** Two accounts of one listed person belong to two known people; only a human can say who is meant. */
export type ImportRefusal = { readonly reason: 'ambiguous-person'; readonly displayName: string };
export type ImportCount = { readonly added: number; readonly changed: number; readonly unchanged: number };

export type PeopleStore = {
  /** Makes each listed person stand as listed, all or none. Whoever stands so already is left alone and no event tells of them. */
  readonly keepAsListed: (people: readonly ListedPerson[]) => Promise<Result<ImportCount, ImportRefusal>>;
  /** Everybody, by name. */
  readonly everybody: () => Promise<readonly Person[]>;
};
