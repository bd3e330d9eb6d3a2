import type { Queries } from '@recoup/runtime/database/queries';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { sql } from 'kysely';
import * as z from 'zod';

const alike = z.object({
  personId: z.uuid(),
  displayName: z.string(),
  email: z.string(),
  employeeNumber: z.string().nullable(),
  active: z.boolean(),
});

export const personLookAlike = z.object({
  person: alike,
  other: alike,
  sameName: z
    .boolean()
    .describe('whether the names differ in nothing but case, accents, blanks and punctuation'),
  sameMailbox: z
    .boolean()
    .describe('whether the addresses are the same before the @, whatever follows a + there'),
});

export const lookAlikePeopleList = listOf({
  name: 'person-look-alikes',
  id: 'other.person_id',
  filters: {},
  sorts: { personId: by('person.person_id') },
  defaultSort: 'personId',
});

/** Pairs of people who look like one human and were not declared so. */
export const lookAlikePeople = async (database: Queries, asked: PageAsked) => {
  const rows = await database.query<z.infer<typeof personLookAlike> & { readonly listKey: ListKey }>(sql`
    select ${shown('person')} as person, ${shown('other')} as other, same_name as "sameName",
           same_mailbox as "sameMailbox", ${asked.key}
      from person
     cross join lateral (
           select person_id, bool_or(by_name) as same_name, bool_or(not by_name) as same_mailbox
             from (select twin.person_id, true as by_name from person twin
                    where twin.name_key = person.name_key and twin.person_id > person.person_id
                   union all
                   select twin.person_id, false from person twin
                    where twin.mailbox_key = person.mailbox_key and twin.person_id > person.person_id) twin
            group by person_id) alike
      join person other on other.person_id = alike.person_id
     where coalesce(person.human_id, person.person_id) <> coalesce(other.human_id, other.person_id)
       and ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => row);
};

const shown = (table: string) => {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql`jsonb_build_object('personId', ${column('person_id')}, 'displayName', ${column('display_name')},
    'email', ${column('email')}, 'employeeNumber', ${column('employee_number')}, 'active', ${column('active')})`;
};
