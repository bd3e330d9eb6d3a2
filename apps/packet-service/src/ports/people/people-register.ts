import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { KnownPerson } from '../../domain/people/known-person.ts';
import type { ListedPerson, PersonId } from '../../domain/people/person.ts';

/** Somebody who is to stand as listed: known by an id and the version that they replace, or new. */
export type ListedChange = {
  readonly known: { readonly id: PersonId; readonly version: number } | null;
  readonly person: ListedPerson;
};

/** By which request somebody comes to stand so; none where a seed begins the installation. */
export type Cause = {
  readonly changeRequestId: string | null;
  readonly at: Date;
  readonly on: CalendarDate;
};

/** Everybody, for whoever changes people. Works only inside a transaction. */
export type PeopleRegister = {
  /** Nobody else changes people until the transaction ends. */
  readonly lockEverybody: () => Promise<readonly KnownPerson[]>;
  /** Makes people stand as listed, with an event for each. */
  readonly write: (changes: readonly ListedChange[], cause: Cause) => Promise<void>;
};
