import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import { conflictingRoles } from '../../../domain/people/conflicting-roles.ts';
import type { PeopleStore } from '../../../ports/people/people-store.ts';
import { roleConflictResource, roleResource, rolesOnWire } from '../../../reads/person-resource.ts';

const personItem = z.object({
  personId: z.uuid(),
  displayName: z.string(),
  email: z.string(),
  active: z.boolean(),
  roles: z.array(roleResource),
  conflicts: z
    .array(roleConflictResource)
    .describe('roles that one person should not hold together, with the exception that allows it today'),
});

/** Who there is and what they may sign. */
export const peopleRoutes = (people: PeopleStore, today: () => CalendarDate): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/people',
    summary: 'People, their roles and conflicts between roles',
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
];
