import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { type RawBuilder, sql } from 'kysely';
import type { ListedPerson, PersonId } from '../../../domain/people/person.ts';
import type { Cause } from '../../../ports/people/people-register.ts';
import type { NewId } from '../new-id.ts';
import { publishPeople } from './person-publishing.ts';

/** Whoever changes people waits here for the one before, until the transaction ends. */
export const lockPeople = async (database: Database): Promise<void> => {
  await database.query(transactionLock('changingPeople'));
};

export type WrittenPerson = ListedPerson & { readonly id: PersonId; readonly version: number };
export type WritingParts = {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly newId: NewId;
};

/** Makes people stand so, and publishes them as full state in the same transaction. What they held before stays known. */
export const writePeople = async (
  { database, outbox, newId }: WritingParts,
  people: readonly WrittenPerson[],
  cause: Cause,
): Promise<void> => {
  if (people.length === 0) return;
  const ids = people.map(({ id }) => id);
  await writePersons(database, people);
  await writeAccounts(database, people, ids);
  await writeRoles(database, people, ids, cause, newId);
  await publishPeople(database, outbox, ids);
};

const rowsOf = (rows: readonly object[], columns: string): RawBuilder<unknown> =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as listed (${sql.raw(columns)})`;

const writePersons = async (database: Database, people: readonly WrittenPerson[]): Promise<void> => {
  const rows = people.map(({ id, version, displayName, email, employeeNumber, active }) => ({
    ...{ id, version, email, active },
    ...{ name: displayName, number: employeeNumber },
  }));
  await database.query(sql`
    insert into person (person_id, version, display_name, email, employee_number, active, updated_dt)
    select id, version, name, email, number, active, now()
      from ${rowsOf(rows, 'id uuid, version int, name text, email text, number text, active boolean')}
    on conflict (person_id) do update set version = excluded.version, display_name = excluded.display_name,
      email = excluded.email, employee_number = excluded.employee_number, active = excluded.active,
      updated_dt = excluded.updated_dt`);
};

const writeAccounts = async (
  database: Database,
  people: readonly WrittenPerson[],
  ids: readonly PersonId[],
): Promise<void> => {
  const rows = people.flatMap(({ id, identities }) => identities.map((account) => ({ id, ...account })));
  const listed = rowsOf(rows, 'id uuid, issuer text, subject text');
  await database.query(sql`
    delete from person_identity held
     where person_id = any (${ids}::uuid[])
       and not exists (select from ${listed}
                        where (id, listed.issuer, listed.subject) = (held.person_id, held.issuer, held.subject))`);
  await database.query(sql`
    insert into person_identity (issuer, subject, person_id)
    select issuer, subject, id from ${listed}
     where not exists (select from person_identity held
                        where (held.issuer, held.subject, held.person_id) = (listed.issuer, listed.subject, id))`);
};

/** What tells one assignment of a person from another; two of the same are one. */
const sameRole = sql.raw(`
  (listed.id, listed.role, coalesce(listed.entity, ''), coalesce(listed.department, ''), coalesce(listed.client::text, ''),
   listed.since, coalesce(listed.until, 'infinity'), coalesce(listed.reason, ''), coalesce(listed.excepted, 'infinity'))
  = (held.person_id, held.role, coalesce(held.entity, ''), coalesce(held.department, ''), coalesce(held.client_id::text, ''),
     held.valid_from, coalesce(held.valid_until, 'infinity'), coalesce(held.exception_reason, ''),
     coalesce(held.exception_until, 'infinity'))`);

const writeRoles = async (
  database: Database,
  people: readonly WrittenPerson[],
  ids: readonly PersonId[],
  { changeRequestId, at, on }: Cause,
  newId: NewId,
): Promise<void> => {
  const rows = people.flatMap(({ id, roles }) =>
    roles.map(({ role, scope, from, until, exception }) => ({
      ...{ id, role, entity: scope.entity, department: scope.department, client: scope.clientId },
      ...{ since: from, until, reason: exception?.reason, excepted: exception?.until, assignment: newId() },
    })),
  );
  const listed = rowsOf(
    rows,
    `id uuid, role text, entity text, department text, client uuid, since date, until date, reason text, excepted date,
     assignment uuid`,
  );
  await database.query(sql`
    update role_assignment held
       set ended_dt = ${at.toISOString()}, ended_on = ${on}::date, ended_by_request_id = ${changeRequestId}
     where person_id = any (${ids}::uuid[]) and ended_dt is null
       and not exists (select from ${listed} where ${sameRole})`);
  await database.query(sql`
    insert into role_assignment (role_assignment_id, person_id, role, entity, department, client_id, valid_from, valid_until,
                                 exception_reason, exception_until, granted_dt, granted_on, granted_by_request_id)
    select assignment, id, role, entity, department, client, since, until, reason, excepted,
           ${at.toISOString()}::timestamptz, ${on}::date, ${changeRequestId}::uuid
      from ${listed}
     where not exists (select from role_assignment held where held.ended_dt is null and ${sameRole})`);
};
