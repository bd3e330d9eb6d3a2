import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Person, PersonRef } from './person.ts';

/** Somebody doing something: the person as looked up live, the moment, and the business date, on which roles are held. */
export type ActContext = { readonly person: Person; readonly at: Date; readonly today: CalendarDate };

/** A business date in each legal entity that something concerns, in its own time zone. */
export type EventDate = { readonly entity: string; readonly date: CalendarDate };

/** When and how strongly somebody signed in who decides; null where their token does not say. */
export type SignIn = {
  readonly authenticatedAt: Date | null;
  readonly ageSeconds: number | null;
  readonly strength: string | null;
};

/** The same where it counts on which day of each legal entity it was done, and how whoever does it signed in. */
export type DatedActContext = ActContext & {
  readonly dateIn: (entity: string) => CalendarDate;
  readonly signIn: SignIn;
};

/** The same for a signature: the last one of a route asks for a sign-in that is not longer ago than this. */
export type SigningContext = DatedActContext & { readonly signInWithinSeconds: number };

export const refOf = ({ id, displayName }: Person): PersonRef => ({ id, name: displayName });
