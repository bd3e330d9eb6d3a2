import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Person, PersonRef } from './person.ts';

/** Somebody doing something: the person as looked up live, the moment, and the business date, on which roles are held. */
export type ActContext = { readonly person: Person; readonly at: Date; readonly today: CalendarDate };

/** A business date in each legal entity that something concerns, in its own time zone. */
export type EventDate = { readonly entity: string; readonly date: CalendarDate };

/** The same where it counts on which day of each legal entity it was done. */
export type DatedActContext = ActContext & { readonly dateIn: (entity: string) => CalendarDate };

export const refOf = ({ id, displayName }: Person): PersonRef => ({ id, name: displayName });
