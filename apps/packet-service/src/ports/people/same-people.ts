import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { PersonId } from '../../domain/people/person.ts';
import type { PeoplePair } from '../../domain/people/same-person.ts';

/** By whom, when and why two people were declared one human, or one no longer. */
export type PeopleDecision = {
  readonly on: CalendarDate;
  readonly at: Date;
  readonly reason: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly changeRequestId: string;
};

/** Which entries of people are one human. Works only inside a transaction in which nobody else changes people. */
export type SamePeople = {
  /** Whether two people stand declared, in themselves, to be one. */
  readonly isDeclared: (one: PersonId, other: PersonId) => Promise<boolean>;
  readonly declare: (pair: PeoplePair, decision: PeopleDecision) => Promise<void>;
  readonly separate: (pair: PeoplePair, decision: PeopleDecision) => Promise<void>;
};
