import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Audience, Mail, Reach } from './mails/mail.ts';

export type Recipient = { readonly personId: string; readonly name: string };
export type Addressed = { readonly mail: Mail; readonly recipient: Recipient };

/**
 * The active people each mail is for, from the copy of people. Whoever is in several audiences of one event gets the
 * first mail that is for them.
 */
export const addressMails = async (
  database: Database,
  mails: readonly Mail[],
  today: string,
): Promise<readonly Addressed[]> => {
  const served = new Set<string>();
  const addressed: Addressed[] = [];
  for (const mail of mails) {
    for (const audience of mail.to) {
      for (const recipient of await peopleOf(database, audience, today)) {
        if (served.has(recipient.personId)) continue;
        served.add(recipient.personId);
        addressed.push({ mail, recipient });
      }
    }
  }
  return addressed;
};

const peopleOf = (database: Database, audience: Audience, today: string): Promise<readonly Recipient[]> =>
  audience.kind === 'people'
    ? database.query<Recipient>(sql`
        select person_id as "personId", display_name as name from directory_person
         where active and person_id = any (${[...new Set(audience.ids)]}::uuid[]) order by person_id`)
    : holdersOf(database, audience, today);

/** People whose grants of the role cover every pair of entity and department, each pair by at least one grant. */
const holdersOf = (
  database: Database,
  { role, within, except }: Extract<Audience, { readonly kind: 'role' }>,
  today: string,
): Promise<readonly Recipient[]> =>
  database.query<Recipient>(sql`
    select person_id as "personId", display_name as name from directory_person person
     where active and not person_id = any (${except}::uuid[])
       and not exists (
         select 1 from jsonb_to_recordset(${JSON.stringify(pairsOf(within))}::jsonb)
                  as asked (entity text, department text, "clientId" uuid)
          where not exists (
            select 1 from directory_role held
             where held.person_id = person.person_id and held.role = ${role}
               and ${today}::date between held.valid_from and coalesce(held.valid_until, 'infinity')
               and (held.entity is null or held.entity = asked.entity)
               and (held.department is null or held.department = asked.department)
               and (held.client_id is null or held.client_id = asked."clientId")))
     order by person_id`);

const pairsOf = ({ entities, departments, clientId }: Reach) => {
  const orAny = (names: readonly string[]): readonly (string | null)[] => (names.length > 0 ? names : [null]);
  return orAny(entities).flatMap((entity) =>
    orAny(departments).map((department) => ({ entity, department, clientId })),
  );
};
