import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { RoleAssignment } from '../../../domain/people/person.ts';
import type { StoredPerson } from './live-person.ts';

/** Whoever changes people waits here for the one before, until the transaction ends. */
export const lockPeople = async (database: Database): Promise<void> => {
  await database.query(transactionLock('changingPeople'));
};

/** Makes a person stand so, and publishes it as full state in the same transaction. */
export const writePerson = async (
  database: Database,
  outbox: Outbox,
  person: StoredPerson,
): Promise<void> => {
  await database.query(sql`
    insert into person (person_id, version, display_name, email, active, updated_dt)
    values (${person.id}, ${person.version}, ${person.displayName}, ${person.email}, ${person.active}, now())
    on conflict (person_id) do update set version = excluded.version, display_name = excluded.display_name,
      email = excluded.email, active = excluded.active, updated_dt = excluded.updated_dt`);
  await database.query(sql`delete from person_identity where person_id = ${person.id}`);
  await database.query(sql`delete from person_role where person_id = ${person.id}`);
  await database.query(sql`
    insert into person_identity (issuer, subject, person_id)
    select issuer, subject, ${person.id}
      from unnest(${person.identities.map(({ issuer }) => issuer)}::text[],
                  ${person.identities.map(({ subject }) => subject)}::text[]) as identity (issuer, subject)`);
  await database.query(sql`
    insert into person_role (person_id, role, entity, department, client_id, valid_from, valid_until, exception_reason,
                             exception_until)
    select ${person.id}, role, entity, department, "clientId", "validFrom", "validUntil", reason, until
      from jsonb_to_recordset(${JSON.stringify(person.roles.map((role) => ({ ...onWire(role), ...role.exception })))}::jsonb)
        as role (role text, entity text, department text, "clientId" uuid, "validFrom" date, "validUntil" date,
                 reason text, until date)`);
  await outbox.append([personChanged(person)]);
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
  newEvent(
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
