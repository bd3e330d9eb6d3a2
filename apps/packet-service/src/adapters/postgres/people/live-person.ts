import type { Database } from '@recoup/runtime/database/database';
import { type RawBuilder, sql } from 'kysely';
import type { KnownPerson } from '../../../domain/people/known-person.ts';
import type { HeldRole, Identity, PersonId, Role, RoleAssignmentId } from '../../../domain/people/person.ts';
import { storedDay } from '../stored-day.ts';

type PersonRow = {
  readonly person_id: PersonId;
  readonly version: number;
  readonly display_name: string;
  readonly email: string;
  readonly employee_number: string | null;
  readonly active: boolean;
  readonly identities: readonly Identity[];
  readonly former: readonly Identity[];
  readonly one_with: readonly PersonId[];
  readonly roles: readonly {
    readonly id: RoleAssignmentId;
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

const personQuery = sql.raw(`
  select person.person_id, person.version, person.display_name, person.email, person.employee_number, person.active,
         (select coalesce(jsonb_agg(other.person_id order by other.person_id), '[]') from person other
           where coalesce(other.human_id, other.person_id) = coalesce(person.human_id, person.person_id)
             and other.person_id <> person.person_id) as one_with,
         (select coalesce(jsonb_agg(jsonb_build_object('issuer', issuer, 'subject', subject) order by issuer, subject), '[]')
            from person_identity identity where identity.person_id = person.person_id) as identities,
         (select coalesce(jsonb_agg(jsonb_build_object('issuer', issuer, 'subject', subject) order by issuer, subject), '[]')
            from person_sign_in used where used.person_id = person.person_id and not exists (
                 select from person_identity held where (held.issuer, held.subject) = (used.issuer, used.subject))) as former,
         (select coalesce(jsonb_agg(jsonb_build_object(
                   'id', role_assignment_id, 'role', role, 'entity', entity, 'department', department, 'clientId', client_id,
                   'validFrom', valid_from, 'validUntil', valid_until,
                   'exceptionReason', exception_reason, 'exceptionUntil', exception_until)
                   order by role, entity, department, client_id, valid_from), '[]')
            from role_assignment role where role.ended_dt is null and role.person_id = person.person_id) as roles
    from person`);

/**
 * A person with the roles they have at this moment. With `lock` they keep them until the transaction ends, so that a role cannot be
 * taken away between the decision and its commit. Somebody unknown is a fault: sign-in knew them.
 */
export const livePerson = async (database: Database, id: PersonId, lock: boolean): Promise<KnownPerson> => {
  if (lock) await database.query(sql`select from person where person_id = ${id} for share`);
  const [row] = await database.query<PersonRow>(sql`${personQuery} where person.person_id = ${id}`);
  if (!row) throw new Error(`there is no person ${id}`);
  return toPerson(row);
};

/** Those of the people who are known, with the roles they have at this moment, which they keep until the transaction ends. */
export const peopleOf = async (
  database: Database,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, KnownPerson>> => {
  if (ids.length === 0) return new Map();
  await database.query(
    sql`select from person where person_id = any (${ids}::uuid[]) order by person_id for share`,
  );
  const people = await storedPeople(database, sql`person.person_id = any (${ids}::uuid[])`);
  return new Map(people.map((person) => [person.id, person]));
};

export const everyPerson = (database: Database): Promise<readonly KnownPerson[]> =>
  storedPeople(database, sql`true`);

/** People as they stand, by name. */
export const storedPeople = async (
  database: Database,
  condition: RawBuilder<unknown>,
): Promise<readonly KnownPerson[]> => {
  const rows = await database.query<PersonRow>(
    sql`${personQuery} where ${condition} order by person.display_name, person.person_id`,
  );
  return rows.map(toPerson);
};

const toPerson = (row: PersonRow): KnownPerson => ({
  id: row.person_id,
  version: row.version,
  displayName: row.display_name,
  email: row.email,
  employeeNumber: row.employee_number,
  active: row.active,
  identities: row.identities,
  formerIdentities: row.former,
  roles: row.roles.map(toAssignment),
  oneWith: row.one_with,
});

const toAssignment = (row: PersonRow['roles'][number]): HeldRole => ({
  id: row.id,
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
