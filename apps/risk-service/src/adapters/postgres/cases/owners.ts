import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Candidate, PersonId } from '../../../domain/case/owner-router.ts';
import type { AccountId } from '../../../domain/score/invoice.ts';
import type { DueAccounts, Owners } from '../../../ports/risk-store.ts';

/** Owners from the copy of people, and who of them owns which account. `roles` are those that own risk records. */
export const postgresOwners = (database: Database, roles: readonly string[]): Owners => ({
  candidates: () =>
    database.query<Candidate>(sql`
      select person.person_id as "personId", display_name as name, role, entity, department,
             client_id as "clientId", valid_from as "validFrom", valid_until as "validUntil"
        from directory_person person join directory_role using (person_id)
       where active and role = any (${roles}::text[])
       order by person.person_id`),

  ofAccounts: async (accounts) => {
    const rows = await database.query<{ account_id: string; person_id: PersonId }>(sql`
      select account_id, person_id from account_owner where account_id = any (${accounts}::uuid[])`);
    return new Map(rows.map((row) => [row.account_id, row.person_id]));
  },

  load: async () => {
    const rows = await database.query<{ person_id: string; accounts: number }>(sql`
      select person_id, count(*)::int as accounts from account_owner group by person_id`);
    return new Map(rows.map((row) => [row.person_id, row.accounts]));
  },

  assign: async (owners, at) => {
    if (owners.size === 0) return;
    const named = [...owners];
    await database.query(sql`
      insert into account_owner (account_id, person_id, role, name, assigned_at)
      select account_id, person_id, role, name, ${at.toISOString()}::timestamptz
        from unnest(${named.map(([account]) => account)}::uuid[], ${named.map(([, owner]) => owner.personId)}::uuid[],
                    ${named.map(([, owner]) => owner.role)}::text[], ${named.map(([, owner]) => owner.name)}::text[])
             as owner (account_id, person_id, role, name)
      on conflict (account_id) do update
         set person_id = excluded.person_id, role = excluded.role, name = excluded.name,
             assigned_at = excluded.assigned_at`);
  },
});

/** A mark that is there already is held until the change that it stands for is committed, so that nobody takes it before. */
const lockKnown = sql`on conflict (account_id) do update set since = account_due.since`;

export const postgresDueAccounts = (database: Database): DueAccounts => ({
  mark: async (accounts) => {
    await database.query(sql`
      insert into account_due (account_id)
      select distinct account_id from unnest(${accounts}::uuid[]) as changed (account_id) order by account_id
      ${lockKnown}`);
  },

  markOwnedBy: async (people) => {
    await database.query(sql`
      insert into account_due (account_id)
      select account_id from risk_case
       where closed_at is null and (risk_owner_person_id is null or risk_owner_person_id = any (${people}::uuid[]))
      union
      select account_id from score
       where reminder_due_at is not null
         and (owner_person_id is null or owner_person_id = any (${people}::uuid[]))
       order by account_id
      ${lockKnown}`);
  },

  next: async (limit) => {
    const rows = await database.query<{ account_id: AccountId }>(sql`
      select account_id from account_due order by since, account_id limit ${limit}`);
    return rows.map((row) => row.account_id);
  },

  take: async (accounts) => {
    const rows = await database.query<{ account_id: AccountId }>(sql`
      delete from account_due where account_id in (
        select account_id from account_due where account_id = any (${accounts}::uuid[]) for update skip locked)
      returning account_id`);
    return rows.map((row) => row.account_id);
  },
});
