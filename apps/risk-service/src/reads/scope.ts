import { type RawBuilder, sql } from 'kysely';

/** What a person may see: rows that one of their grants covers; `null` covers everything. */
export type Scope = readonly {
  readonly entity: string | null;
  readonly department: string | null;
  readonly clientId: string | null;
}[];

export const inScope = (scope: Scope): RawBuilder<unknown> => sql`exists (
  select 1 from jsonb_to_recordset(${JSON.stringify(scope)}::jsonb)
           as may (entity text, department text, "clientId" uuid)
   where coalesce(may.entity, receivable.entity) = receivable.entity
     and coalesce(may.department, receivable.department) = receivable.department
     and coalesce(may."clientId", receivable.client_id) = receivable.client_id)`;
