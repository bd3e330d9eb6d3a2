import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type ListedPerson, type PersonId, rolesHeld } from './person.ts';

type Somebody = Pick<ListedPerson, 'active' | 'roles' | 'identities'> & {
  readonly id?: PersonId;
  readonly oneWith?: readonly PersonId[];
};

/** A list of people is approved by a second administrator. */
export const administratorsMin = 2;

/**
 * How many human beings can decide about people, today and until somebody else ends it: administrators without limits to a scope,
 * who can sign in. Whose role begins later, or has an end, is nobody to count on.
 */
export const decidingAdministrators = (people: readonly Somebody[], today: CalendarDate): number => {
  const deciding = people.filter(
    (person) =>
      person.identities.length > 0 &&
      rolesHeld(person, today).some(
        ({ role, scope, until }) =>
          role === 'ADMIN' && until === undefined && Object.keys(scope).length === 0,
      ),
  );
  const known = deciding.flatMap(({ id, oneWith = [] }) => (id ? [[id, ...oneWith].sort()[0]] : []));
  return deciding.filter(({ id }) => id === undefined).length + new Set(known).size;
};
