import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

/** One role of a person; a missing entity, department or client means every one. Dates are the first and last day. */
export type RoleGrant = {
  readonly role: string;
  readonly entity: string | null;
  readonly department: string | null;
  readonly clientId: string | null;
  readonly validFrom: string;
  readonly validUntil: string | null;
};

/** What a token says of the sign-in behind it: when it was, how strong, and which address the sign-in service has. */
export type Session = {
  readonly authenticatedAt: Date | null;
  /** How long ago that was, by the clock by which tokens are checked. */
  readonly ageSeconds: number | null;
  /** Class and methods of the sign-in (`acr`, `amr`), with blanks between. */
  readonly strength: string | null;
  readonly email: string | null;
  readonly emailVerified: boolean | null;
};

/** A signed-in person with the roles that hold today. */
export type Actor = {
  readonly personId: string;
  readonly displayName: string;
  readonly grants: readonly RoleGrant[];
  /** Absent of somebody who is looked up without having signed in. */
  readonly session?: Session | undefined;
};

/** Somebody who acts, with the others here who are the same human, as two people declared it. */
export type LiveActor = Actor & { readonly oneWith: readonly string[] };

/**
 * Who a token's issuer and subject stand for, looked up at each request: a role taken away counts at once. Somebody who has left
 * is nobody, and may know it. Of several names that an issuer has had, the first by which somebody is known counts.
 */
export type Directory = {
  readonly find: (
    issuers: readonly string[],
    subject: string,
    today: string,
  ) => Promise<Actor | 'deactivated' | undefined>;
  /**
   * Somebody with the roles they hold now, who keeps them until the transaction ends, so that none is taken away between a
   * decision and its commit. Nobody where they are unknown here or have left.
   */
  readonly live: (personId: string, today: string) => Promise<LiveActor | undefined>;
};

export type PersonState = {
  readonly personId: string;
  readonly version: number;
  readonly displayName: string;
  readonly email: string;
  readonly active: boolean;
  /** The person who stands for all that are one human; absent of somebody who is one with nobody else. */
  readonly humanId?: string | undefined;
  readonly identities: readonly { readonly issuer: string; readonly subject: string }[];
  readonly roles: readonly RoleGrant[];
};

/** The tables in which somebody is looked up. */
type DirectoryTables = { readonly person: string; readonly identity: string; readonly role: string };

/** The directory over a service's own copy of people (`directoryTables`). */
export const copiedDirectory = (database: Database): Directory =>
  directoryOver(database, {
    person: 'directory_person',
    identity: 'directory_identity',
    role: 'directory_role',
  });

/** The directory over the tables of the service that owns people. */
export const directoryOver = (database: Database, tables: DirectoryTables): Directory => {
  const person = sql.table(tables.person);
  /** A person with the roles that hold on a day, as SQL that goes on with the condition for whom. */
  const withGrants = (today: string) => sql`
    select person.person_id, person.display_name, person.active,
           (select coalesce(jsonb_agg(jsonb_build_object(
               'role', role.role, 'entity', role.entity, 'department', role.department, 'clientId', role.client_id,
               'validFrom', role.valid_from, 'validUntil', role.valid_until)), '[]')
              from ${sql.table(tables.role)} role
             where role.person_id = person.person_id and role.valid_from <= ${today}::date
               and coalesce(role.valid_until, 'infinity') >= ${today}::date) as grants
      from ${person} person`;
  return {
    find: async (issuers, subject, today) => {
      const [row] = await database.query<FoundRow>(sql`
        ${withGrants(today)} join ${sql.table(tables.identity)} identity on identity.person_id = person.person_id
         where identity.issuer = any (${issuers}::text[]) and identity.subject = ${subject}
         order by array_position(${issuers}::text[], identity.issuer) limit 1`);
      if (row && !row.active) return 'deactivated';
      return row && toActor(row);
    },
    live: async (personId, today) => {
      // A statement of its own: the roles are read when the lock is had, not as they stood before.
      await database.query(sql`select from ${person} where person_id = ${personId} for share`);
      const [row] = await database.query<FoundRow>(
        sql`${withGrants(today)} where person.person_id = ${personId}`,
      );
      if (!row?.active) return undefined;
      const others = await database.query<{ id: string }>(sql`
        select other.person_id as id from ${person} other join ${person} one
            on coalesce(one.human_id, one.person_id) = coalesce(other.human_id, other.person_id)
         where one.person_id = ${personId} and other.person_id <> ${personId}`);
      return { ...toActor(row), oneWith: others.map(({ id }) => id) };
    },
  };
};

const toActor = ({ person_id, display_name, grants }: FoundRow): Actor => ({
  personId: person_id,
  displayName: display_name,
  grants,
});

type FoundRow = {
  readonly person_id: string;
  readonly display_name: string;
  readonly active: boolean;
  readonly grants: RoleGrant[];
};

/** Keeps people as they now stand; an older version than the one kept changes nothing. */
export const keepPeople = async (database: Database, people: readonly PersonState[]): Promise<void> => {
  for (const person of people) {
    const kept = await database.query(sql`
      insert into directory_person (person_id, version, display_name, email, active, human_id)
      values (${person.personId}, ${person.version}, ${person.displayName}, ${person.email}, ${person.active},
              ${person.humanId ?? null})
      on conflict (person_id) do update
         set version = excluded.version, display_name = excluded.display_name, email = excluded.email,
             active = excluded.active, human_id = excluded.human_id
       where directory_person.version < excluded.version
      returning person_id`);
    if (kept.length === 0) continue;
    await database.query(sql`delete from directory_identity where person_id = ${person.personId}`);
    await database.query(sql`delete from directory_role where person_id = ${person.personId}`);
    await database.query(sql`
      insert into directory_identity (issuer, subject, person_id)
      select issuer, subject, ${person.personId}
        from jsonb_to_recordset(${JSON.stringify(person.identities)}::jsonb) as identity (issuer text, subject text)
      on conflict (issuer, subject) do update set person_id = excluded.person_id`);
    await database.query(sql`
      insert into directory_role (person_id, role, entity, department, client_id, valid_from, valid_until)
      select ${person.personId}, role, entity, department, "clientId", "validFrom", "validUntil"
        from jsonb_to_recordset(${JSON.stringify(person.roles)}::jsonb)
          as role (role text, entity text, department text, "clientId" uuid, "validFrom" date, "validUntil" date)`);
  }
};
