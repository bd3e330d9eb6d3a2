import type { Database } from '@recoup/runtime/database/database';
import type { Directory, RoleGrant } from '@recoup/runtime/http/directory';
import { sql } from 'kysely';

/** Who a sign-in stands for, from the people this service owns; somebody inactive is nobody. */
export const ownDirectory = (database: Database): Directory => ({
  find: async (issuer, subject, today) => {
    const [row] = await database.query<{ person_id: string; display_name: string; grants: RoleGrant[] }>(sql`
      select person.person_id, person.display_name,
             coalesce(jsonb_agg(jsonb_build_object(
               'role', role.role, 'entity', role.entity, 'department', role.department, 'clientId', role.client_id,
               'validFrom', role.valid_from, 'validUntil', role.valid_until)) filter (where role.role is not null), '[]')
               as grants
        from person_identity identity
        join person on person.person_id = identity.person_id and person.active
        left join person_role role on role.person_id = person.person_id
             and role.valid_from <= ${today}::date and coalesce(role.valid_until, 'infinity') >= ${today}::date
       where identity.issuer = ${issuer} and identity.subject = ${subject}
       group by person.person_id`);
    return row && { personId: row.person_id, displayName: row.display_name, grants: row.grants };
  },
});
