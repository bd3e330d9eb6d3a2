import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import { accepted, type Result, refused } from '@recoup/domain/result';
import type { Database } from '@recoup/runtime/database';
import { fact, type Outbox } from '@recoup/runtime/outbox';
import { sql } from 'kysely';
import type { Person, PersonId, RoleAssignment } from '../../domain/person.ts';
import type { ImportRefusal, ListedPerson, PeopleStore } from '../../ports/people-store.ts';
import { everyPerson, livePerson, type StoredPerson } from './live-person.ts';
import type { NewId } from './packet-effects.ts';

export const postgresPeopleStore = (database: Database, outbox: Outbox, newId: NewId): PeopleStore => ({
  everybody: () => everyPerson(database),

  keepAsListed: (people) =>
    database.transaction(async () => {
      const count = { added: 0, changed: 0, unchanged: 0 };
      await database.rows(sql`select pg_advisory_xact_lock(hashtextextended('people', 0))`);
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
  if (before && fingerprint(before) === fingerprint(listed)) return accepted('unchanged');
  const after: StoredPerson = {
    ...listed,
    id: before?.id ?? (newId() as PersonId),
    version: (before?.version ?? 0) + 1,
  };
  await writePerson(database, after);
  await outbox.append([personChanged(after)]);
  return accepted(before ? 'changed' : 'added');
};

const idsBehind = async (database: Database, { identities }: ListedPerson): Promise<readonly PersonId[]> => {
  const rows = await database.rows<{ person_id: PersonId }>(sql`
    select distinct identity.person_id from person_identity identity
      join unnest(${identities.map(({ issuer }) => issuer)}::text[], ${identities.map(({ subject }) => subject)}::text[])
           as listed (issuer, subject) using (issuer, subject)`);
  return rows.map((row) => row.person_id);
};

const writePerson = async (database: Database, person: StoredPerson): Promise<void> => {
  await database.rows(sql`
    insert into person (person_id, version, display_name, email, active, updated_dt)
    values (${person.id}, ${person.version}, ${person.displayName}, ${person.email}, ${person.active}, now())
    on conflict (person_id) do update set version = excluded.version, display_name = excluded.display_name,
      email = excluded.email, active = excluded.active, updated_dt = excluded.updated_dt`);
  await database.rows(sql`delete from person_identity where person_id = ${person.id}`);
  await database.rows(sql`delete from person_role where person_id = ${person.id}`);
  await database.rows(sql`
    insert into person_identity (issuer, subject, person_id)
    select issuer, subject, ${person.id}
      from unnest(${person.identities.map(({ issuer }) => issuer)}::text[],
                  ${person.identities.map(({ subject }) => subject)}::text[]) as identity (issuer, subject)`);
  await database.rows(sql`
    insert into person_role (person_id, role, entity, department, client_id, valid_from, valid_until)
    select ${person.id}, role, entity, department, "clientId", "validFrom", "validUntil"
      from jsonb_to_recordset(${JSON.stringify(person.roles.map(onWire))}::jsonb)
        as role (role text, entity text, department text, "clientId" uuid, "validFrom" date, "validUntil" date)`);
};

const onWire = ({ role, scope, from, until }: RoleAssignment) => ({
  role,
  entity: scope.entity ?? null,
  department: scope.department ?? null,
  clientId: scope.clientId ?? null,
  validFrom: from,
  validUntil: until ?? null,
});

const personChanged = (person: StoredPerson) =>
  fact(
    PersonChangedV1,
    person.id,
    {
      personId: person.id,
      version: person.version,
      displayName: person.displayName,
      email: person.email,
      active: person.active,
      identities: [...person.identities],
      roles: person.roles.map(onWire),
    },
    person.version,
  );

/** Two people with the same fingerprint stand alike, whatever order their accounts and roles were listed in. */
const fingerprint = ({ displayName, email, active, identities, roles }: Omit<Person, 'id'>): string =>
  JSON.stringify([
    displayName,
    email,
    active,
    identities.map(({ issuer, subject }) => `${issuer} ${subject}`).sort(),
    roles.map((role) => JSON.stringify(onWire(role))).sort(),
  ]);
