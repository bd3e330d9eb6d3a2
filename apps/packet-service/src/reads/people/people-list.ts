import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { coversEverything } from '@recoup/runtime/http/covered-rows';
import { flag, text } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { conflictingRoles } from '../../domain/people/conflicting-roles.ts';
import { type Person, type PersonId, roles } from '../../domain/people/person.ts';
import { roleConflictResource, roleResource, rolesOnWire } from './person-resource.ts';

const hidden = 'null for whoever is neither ADMIN nor AUDITOR without limits';

export const personItem = z.object({
  personId: z.uuid(),
  displayName: z.string(),
  active: z.boolean(),
  email: z.string().nullable().describe(hidden),
  employeeNumber: z.string().nullable().describe(`${hidden}, or while the number is not known`),
  oneWith: z
    .array(z.uuid())
    .nullable()
    .describe(`others whom two administrators declared to be the same human; ${hidden}`),
  roles: z.array(roleResource).nullable().describe(hidden),
  conflicts: z
    .array(roleConflictResource)
    .nullable()
    .describe(
      `roles that one person should not hold together, with the exception that allows it today; ${hidden}`,
    ),
});

/** Any role at all: people are chosen by name wherever one works. */
export const whoChoosesPeople = { anyOf: [...roles] };

/** Those who look after people, or audit it; what they see concerns people everywhere. */
export const whoSeesPeople = { anyOf: ['ADMIN', 'AUDITOR'], everywhere: true } as const;

const seesPeople = ({ grants }: Actor): boolean =>
  grants.some((grant) => whoSeesPeople.anyOf.some((role) => role === grant.role) && coversEverything(grant));

export const peopleList = listOf({
  name: 'people',
  id: 'person_id',
  filters: { name: text('display_name'), active: flag(sql`active`) },
  sorts: { displayName: by('display_name'), personId: by('person_id') },
  defaultSort: 'displayName',
});

export type PeopleRead = {
  readonly database: Queries;
  readonly whole: (ids: readonly PersonId[]) => Promise<readonly Person[]>;
  readonly today: () => CalendarDate;
};

/** A page of people: by name for whoever chooses one, with all that is kept of them for whoever looks after them. */
export const peoplePage = async ({ database, whole, today }: PeopleRead, actor: Actor, asked: PageAsked) => {
  const rows = await database.query<{ id: PersonId; name: string; active: boolean; listKey: ListKey }>(sql`
    select person_id as id, display_name as name, active, ${asked.key} from person
     where ${asked.where} ${asked.order}`);
  const seen = seesPeople(actor) ? await whole(rows.map(({ id }) => id)) : [];
  const byId = new Map(seen.map((person) => [person.id, person]));
  return asked.page(rows, ({ id, name, active }): z.input<typeof personItem> => {
    const person = byId.get(id);
    return {
      ...{ personId: id, displayName: name, active },
      email: person?.email ?? null,
      employeeNumber: person?.employeeNumber ?? null,
      oneWith: person ? [...person.oneWith] : null,
      roles: person ? [...rolesOnWire(person)] : null,
      conflicts: person ? [...conflictingRoles(person, today())] : null,
    };
  });
};
