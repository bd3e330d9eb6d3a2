import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { sql } from 'kysely';
import * as z from 'zod';
import { conflictingRoles } from '../../../domain/people/conflicting-roles.ts';
import type { PeopleStore } from '../../../ports/people/people-store.ts';
import { roleConflictResource, roleResource, rolesOnWire } from '../../../reads/person-resource.ts';
import { moneyOf, moneyResource } from '../../../reads/wire.ts';

const personItem = z.object({
  personId: z.uuid(),
  displayName: z.string(),
  email: z.string(),
  active: z.boolean(),
  roles: z.array(roleResource),
  conflicts: z
    .array(roleConflictResource)
    .describe('roles that one person should not hold together, and the exception that allows it today'),
});
const policyItem = z.object({
  entity: z.string().describe('* stands for every entity without a policy of its own'),
  version: z.int(),
  validFrom: z.string(),
  cfoFrom: moneyResource,
  mdAbove: moneyResource,
});

/** Who there is and what they may sign, and from which amounts on. */
export const peopleRoutes = (
  database: Database,
  people: PeopleStore,
  today: () => CalendarDate,
  baseCurrency: string,
): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/people',
    summary: 'People, their roles and roles that conflict',
    access: 'signed-in',
    answer: z.object({ items: z.array(personItem) }),
    handle: async () => ({
      body: {
        items: (await people.everybody()).map((person) => ({
          personId: person.id,
          displayName: person.displayName,
          email: person.email,
          active: person.active,
          roles: rolesOnWire(person),
          conflicts: conflictingRoles(person, today()),
        })),
      },
    }),
  }),
  endpoint({
    method: 'get',
    path: '/v1/policies',
    summary: 'Approval policies, newest version of each entity first',
    access: 'signed-in',
    answer: z.object({ items: z.array(policyItem) }),
    handle: async () => {
      const rows = await database.query<{
        entity: string;
        version: number;
        valid_from: string;
        cfo_from_minor: string;
        md_above_minor: string;
      }>(sql`select * from approval_policy order by entity, version desc`);
      return {
        body: {
          items: rows.map((row) => ({
            entity: row.entity,
            version: row.version,
            validFrom: row.valid_from,
            cfoFrom: moneyOf(row.cfo_from_minor, baseCurrency),
            mdAbove: moneyOf(row.md_above_minor, baseCurrency),
          })),
        },
      };
    },
  }),
];
