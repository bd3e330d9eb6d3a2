import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Identity, Person, PersonId, Role, RoleAssignment } from '../../../domain/people/person.ts';
import { storedDay } from '../stored-day.ts';

type PersonRow = {
  readonly person_id: PersonId;
  readonly version: number;
  readonly display_name: string;
  readonly email: string;
  readonly active: boolean;
  readonly identities: readonly Identity[];
  readonly roles: readonly {
    readonly role: Role;
    readonly entity: string | null;
    readonly department: string | null;
    readonly clientId: string | null;
    readonly validFrom: string;
    readonly validUntil: string | null;
    readonly exceptionReason: string | null;
    readonly exceptionUntil: string | null;
  }[];
};

export type StoredPerson = Person & { readonly version: number };

const personQuery = sql.raw(`
  select person.person_id, person.version, person.display_name, person.email, person.active,
         (select coalesce(jsonb_agg(jsonb_build_object('issuer', issuer, 'subject', subject) order by issuer, subject), '[]')
            from person_identity identity where identity.person_id = person.person_id) as identities,
         (select coalesce(jsonb_agg(jsonb_build_object(
                   'role', role, 'entity', entity, 'department', department, 'clientId', client_id,
                   'validFrom', valid_from, 'validUntil', valid_until,
                   'exceptionReason', exception_reason, 'exceptionUntil', exception_until)
                   order by role, entity, department, client_id, valid_from), '[]')
            from person_role role where role.person_id = person.person_id) as roles
    from person`);

/**
 * A person with the roles they have at this moment. With `lock` they keep them until the transaction ends, so that a role cannot be
 * taken away between the decision and its commit. Somebody unknown is a fault: sign-in knew them.
 */
export const livePerson = async (database: Database, id: PersonId, lock: boolean): Promise<StoredPerson> => {
  if (lock) await database.query(sql`select from person where person_id = ${id} for share`);
  const [row] = await database.query<PersonRow>(sql`${personQuery} where person.person_id = ${id}`);
  if (!row) throw new Error(`there is no person ${id}`);
  return toPerson(row);
};

/** Those of the people who are known, with the roles they have at this moment, which they keep until the transaction ends. */
export const peopleOf = async (
  database: Database,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, StoredPerson>> => {
  if (ids.length === 0) return new Map();
  await database.query(
    sql`select from person where person_id = any (${ids}::uuid[]) order by person_id for share`,
  );
  const rows = await database.query<PersonRow>(
    sql`${personQuery} where person.person_id = any (${ids}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.person_id, toPerson(row)]));
};

export const everyPerson = async (database: Database): Promise<readonly StoredPerson[]> =>
  (await database.query<PersonRow>(sql`${personQuery} order by person.display_name, person.person_id`)).map(
    toPerson,
  );

const toPerson = (row: PersonRow): StoredPerson => ({
  id: row.person_id,
  version: row.version,
  displayName: row.display_name,
  email: row.email,
  active: row.active,
  identities: row.identities,
  roles: row.roles.map((role) => toAssignment(role)),
});

const toAssignment = (row: PersonRow['roles'][number]): RoleAssignment => ({
  role: row.role,
  scope: {
    ...(row.entity === null ? {} : { entity: row.entity }),
    ...(row.department === null ? {} : { department: row.department }),
    ...(row.clientId === null ? {} : { clientId: row.clientId }),
  },
  from: storedDay(row.validFrom),
  ...(row.validUntil === null ? {} : { until: storedDay(row.validUntil) }),
  ...(row.exceptionReason === null || row.exceptionUntil === null
    ? {}
    : { exception: { reason: row.exceptionReason, until: storedDay(row.exceptionUntil) } }),
});
