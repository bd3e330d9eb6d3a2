import type { ListedPerson, PeopleStore } from '../ports/people-store.ts';

/** Makes people stand as a list says, however often it is imported; each change is published as full state. */
export const importPeople = (people: PeopleStore) => (listed: readonly ListedPerson[]) =>
  people.keepAsListed(listed);
