import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Result } from '@recoup/domain/result';
import type { ActContext } from '../../domain/people/act-context.ts';
import type { KnownPerson } from '../../domain/people/people-change.ts';
import type {
  DecidedImport,
  PeopleImport,
  PeopleImportId,
  PeopleImportRefusal,
  ProposedImport,
} from '../../domain/people/people-import.ts';
import type { PersonId } from '../../domain/people/person.ts';

export type ImportContext = { readonly personId: PersonId; readonly at: Date; readonly today: CalendarDate };
export type ImportDecisionContext = ImportContext & {
  readonly importId: PeopleImportId;
  readonly action: 'APPROVE_PEOPLE' | 'REJECT_PEOPLE';
};

/** Lists of people on their way through a second person. `decide` is synchronous because the store may run it again. */
export type PeopleImportStore = {
  readonly propose: (
    context: ImportContext,
    decide: (
      everybody: readonly KnownPerson[],
      acting: ActContext,
    ) => Result<ProposedImport, PeopleImportRefusal>,
  ) => Promise<Result<ProposedImport, PeopleImportRefusal>>;
  /**
   * Looks up list, person and everybody live while nobody else changes people, and keeps the decision; an approved list's people
   * stand as listed in the same transaction, with an event for each who changed. A refused attempt is kept for the auditor.
   */
  readonly decide: (
    context: ImportDecisionContext,
    decide: (
      proposed: PeopleImport,
      everybody: readonly KnownPerson[],
      acting: ActContext,
    ) => Result<DecidedImport, PeopleImportRefusal>,
  ) => Promise<Result<DecidedImport, PeopleImportRefusal | { readonly reason: 'no-such-import' }>>;
};
