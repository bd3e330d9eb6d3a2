import type { PeopleImportId } from '../../domain/people/people-import.ts';
import type { PersonId } from '../../domain/people/person.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImportDecisionContext } from '../../ports/people/people-import-store.ts';

export type OnPeopleImport = { readonly importId: PeopleImportId; readonly personId: PersonId };

export const decisionContext = (
  { importId, personId }: OnPeopleImport,
  action: ImportDecisionContext['action'],
  clock: Clock,
): ImportDecisionContext => ({ importId, personId, action, at: clock.now(), today: clock.today() });
