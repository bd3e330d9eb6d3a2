import { accepted, type Result, refused } from '@recoup/domain/result';
import type { Database } from '@recoup/runtime/database';
import type { Outbox } from '@recoup/runtime/outbox';
import { sql } from 'kysely';
import { type ListedPerson, type PersonId, standAlike } from '../../domain/person.ts';
import type { ImportRefusal, PeopleStore } from '../../ports/people-store.ts';
import { everyPerson, livePerson, type StoredPerson } from './live-person.ts';
import type { NewId } from './packet-effects.ts';
import { lockPeople, writePerson } from './person-writing.ts';

export const postgresPeopleStore = (database: Database, outbox: Outbox, newId: NewId): PeopleStore => ({
  everybody: () => everyPerson(database),

  keepAsListed: (people) =>
    database.transaction(async () => {
      const count = { added: 0, changed: 0, unchanged: 0 };
      await lockPeople(database);
      await database.rows(sql`savepoint people`);
      for (const listed of people) {
        const kept = await keepPerson(database, outbox, newId, listed);
        if (!kept.ok) {
          await database.rows(sql`rollback to savepoint people`);
          return kept;
        }
        count[kept.value] += 1;
      }
      return accepted(count);
    }),
});

const keepPerson = async (
  database: Database,
  outbox: Outbox,
  newId: NewId,
  listed: ListedPerson,
): Promise<Result<'added' | 'changed' | 'unchanged', ImportRefusal>> => {
  const known = await idsBehind(database, listed);
  if (known.length > 1) return refused({ reason: 'ambiguous-person', displayName: listed.displayName });
  const [id] = known;
  const before = id ? await livePerson(database, id, false) : undefined;
  if (before && standAlike(before, listed)) return accepted('unchanged');
  const after: StoredPerson = {
    ...listed,
    id: before?.id ?? (newId() as PersonId),
    version: (before?.version ?? 0) + 1,
  };
  await writePerson(database, outbox, after);
  return accepted(before ? 'changed' : 'added');
};

const idsBehind = async (database: Database, { identities }: ListedPerson): Promise<readonly PersonId[]> => {
  const rows = await database.rows<{ person_id: PersonId }>(sql`
    select distinct identity.person_id from person_identity identity
      join unnest(${identities.map(({ issuer }) => issuer)}::text[], ${identities.map(({ subject }) => subject)}::text[])
           as listed (issuer, subject) using (issuer, subject)`);
  return rows.map((row) => row.person_id);
};
