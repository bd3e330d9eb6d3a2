import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Person, PersonRef } from './person.ts';

/** Somebody doing something: the person as looked up live, the moment, and the business date, on which roles are held. */
export type ActContext = { readonly person: Person; readonly at: Date; readonly today: CalendarDate };

export const refOf = ({ id, displayName }: Person): PersonRef => ({ id, name: displayName });
