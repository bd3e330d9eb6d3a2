import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { KnownPerson } from '../../../domain/people/known-person.ts';
import type { PersonId, RoleAssignment } from '../../../domain/people/person.ts';
import { storedPeople } from './live-person.ts';

/** Publishes people as they stand in this transaction. */
export const publishPeople = async (
  database: Database,
  outbox: Outbox,
  ids: readonly PersonId[],
): Promise<void> => {
  const people = await storedPeople(database, sql`person.person_id = any (${ids}::uuid[])`);
  await outbox.append(people.map(personChanged));
};

const personChanged = (person: KnownPerson) =>
  newEvent(
    PersonChangedV1,
    person.id,
    {
      personId: person.id,
      version: person.version,
      displayName: person.displayName,
      email: person.email,
      employeeNumber: person.employeeNumber,
      humanId: [person.id, ...person.oneWith].sort()[0] ?? person.id,
      active: person.active,
      identities: [...person.identities],
      roles: person.roles.map(onWire),
    },
    person.version,
  );

const onWire = ({ role, scope, from, until }: RoleAssignment) => ({
  role,
  entity: scope.entity ?? null,
  department: scope.department ?? null,
  clientId: scope.clientId ?? null,
  validFrom: from,
  validUntil: until ?? null,
});
