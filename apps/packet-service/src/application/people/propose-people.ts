import type { PeopleFile } from '../../domain/people/people-columns.ts';
import { type PeopleImportId, proposeImport } from '../../domain/people/people-import.ts';
import type { PersonId } from '../../domain/people/person.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PeopleImportStore } from '../../ports/people/people-import-store.ts';

export type ProposePeople = { readonly personId: PersonId; readonly file: PeopleFile };

export const proposePeople =
  (imports: PeopleImportStore, clock: Clock, newId: () => PeopleImportId) =>
  ({ personId, file }: ProposePeople) => {
    const id = newId();
    return imports.propose({ personId, at: clock.now(), today: clock.today() }, (everybody, acting) =>
      proposeImport(id, file, everybody, acting),
    );
  };
