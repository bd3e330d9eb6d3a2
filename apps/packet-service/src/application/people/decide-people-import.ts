import { approveImport, type PeopleImportId, rejectImport } from '../../domain/people/people-import.ts';
import type { PersonId } from '../../domain/people/person.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PeopleImports } from '../../ports/people/people-imports.ts';

export type OnPeopleImport = { readonly importId: PeopleImportId; readonly personId: PersonId };

/** Approves a proposed list: its people stand as listed from then on. */
export const approvePeople =
  (imports: PeopleImports, clock: Clock) =>
  ({ importId, personId }: OnPeopleImport) =>
    imports.settle(
      { importId, personId, action: 'APPROVE_PEOPLE', at: clock.now(), today: clock.today() },
      approveImport,
    );

/** Turns a proposed list down, or takes back one's own. */
export const rejectPeople =
  (imports: PeopleImports, clock: Clock) =>
  ({ importId, personId, reason }: OnPeopleImport & { readonly reason: string }) =>
    imports.settle(
      { importId, personId, action: 'REJECT_PEOPLE', at: clock.now(), today: clock.today() },
      (proposed, _everybody, acting) => rejectImport(proposed, reason, acting),
    );
