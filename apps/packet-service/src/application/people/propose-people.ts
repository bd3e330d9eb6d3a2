import type { PeopleFile } from '../../domain/people/people-columns.ts';
import { type PeopleImportId, proposeImport } from '../../domain/people/people-import.ts';
import type { PersonId } from '../../domain/people/person.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PeopleImports } from '../../ports/people/people-imports.ts';

export type ProposePeople = { readonly personId: PersonId; readonly file: PeopleFile };

export const proposePeople =
  (imports: PeopleImports, clock: Clock, newId: () => PeopleImportId) =>
  ({ personId, file }: ProposePeople) => {
    const id = newId();
    return imports.propose({ personId, at: clock.now(), today: clock.today() }, (everybody, acting) =>
      proposeImport(id, file, everybody, acting),
    );
  };
