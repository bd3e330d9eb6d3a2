import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import type { PersonId } from '../../../domain/people/person.ts';
import type { PeopleRegister } from '../../../ports/people/people-register.ts';
import type { NewId } from '../new-id.ts';
import { everyPerson } from './live-person.ts';
import { lockPeople, writePeople } from './person-writing.ts';

export const postgresPeopleRegister = (database: Database, outbox: Outbox, newId: NewId): PeopleRegister => ({
  lockEverybody: async () => {
    await lockPeople(database);
    return everyPerson(database);
  },
  write: async (changes, cause) => {
    const people = changes.map(({ known, person }) => ({
      ...person,
      id: known?.id ?? (newId() as PersonId),
      version: (known?.version ?? 0) + 1,
    }));
    await writePeople({ database, outbox, newId }, people, cause);
  },
});
