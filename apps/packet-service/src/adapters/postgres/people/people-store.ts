import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import { writtenBy } from '../../../domain/people/people-import.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { PeopleRegister } from '../../../ports/people/people-register.ts';
import type { PeopleStore } from '../../../ports/people/people-store.ts';
import { everyPerson, storedPeople } from './live-person.ts';

export const postgresPeopleStore = (
  database: Database,
  register: PeopleRegister,
  { now, today }: Pick<Clock, 'now' | 'today'>,
): PeopleStore => ({
  everybody: () => everyPerson(database),
  some: (ids) => storedPeople(database, sql`person.person_id = any (${ids}::uuid[])`),

  seed: (weigh) =>
    database.transaction(async () => {
      const everybody = await register.lockEverybody();
      const seeding = weigh(everybody);
      if (seeding.ok && !seeding.value.isProposal) {
        const written = writtenBy(seeding.value.changes, everybody);
        await register.write(written, { changeRequestId: null, at: now(), on: today() });
      }
      return seeding;
    }),
});
