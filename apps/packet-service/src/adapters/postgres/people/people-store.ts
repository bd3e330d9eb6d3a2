import { accepted, type Result, refused } from '@recoup/domain/result';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { ListedPerson, PersonId } from '../../../domain/people/person.ts';
import type { PeopleStore, SeedRefusal } from '../../../ports/people/people-store.ts';
import type { NewId } from '../new-id.ts';
import { everyPerson, livePerson } from './live-person.ts';
import { lockPeople, writePerson } from './person-writing.ts';

export const postgresPeopleStore = (database: Database, outbox: Outbox, newId: NewId): PeopleStore => ({
  everybody: () => everyPerson(database),

  addListed: (people) =>
    database.transaction(async () => {
      const count = { added: 0, changed: 0, unchanged: 0 };
      await lockPeople(database);
      await database.query(sql`savepoint people`);
      for (const listed of people) {
        const kept = await addPerson(database, outbox, newId, listed);
        if (!kept.ok) {
          await database.query(sql`rollback to savepoint people`);
          return kept;
        }
        count[kept.value] += 1;
      }
      return accepted(count);
    }),
});

const addPerson = async (
  database: Database,
  outbox: Outbox,
  newId: NewId,
  listed: ListedPerson,
): Promise<Result<'added' | 'changed' | 'unchanged', SeedRefusal>> => {
  const known = await idsBehind(database, listed);
  if (known.length > 1) return refused({ reason: 'ambiguous-person', displayName: listed.displayName });
  const [id] = known;
  if (!id) {
    await writePerson(database, outbox, { ...listed, id: newId() as PersonId, version: 1 });
    return accepted('added');
  }
  const before = await livePerson(database, id, false);
  const identities = withAccounts(before.identities, listed.identities);
  if (identities.length === before.identities.length) return accepted('unchanged');
  await writePerson(database, outbox, { ...before, identities, version: before.version + 1 });
  return accepted('changed');
};

const withAccounts = (held: ListedPerson['identities'], listed: ListedPerson['identities']) => [
  ...held,
  ...listed.filter(
    ({ issuer, subject }) => !held.some((one) => one.issuer === issuer && one.subject === subject),
  ),
];

const idsBehind = async (database: Database, { identities }: ListedPerson): Promise<readonly PersonId[]> => {
  const rows = await database.query<{ person_id: PersonId }>(sql`
    select distinct identity.person_id from person_identity identity
      join unnest(${identities.map(({ issuer }) => issuer)}::text[], ${identities.map(({ subject }) => subject)}::text[])
           as listed (issuer, subject) using (issuer, subject)`);
  return rows.map((row) => row.person_id);
};
