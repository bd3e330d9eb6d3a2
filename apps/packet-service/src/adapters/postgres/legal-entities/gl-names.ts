import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { GlName } from '../../../domain/legal-entity/legal-entity.ts';

/** A name as the ledger tells it. */
export type GlNameState = {
  readonly glNameId: string;
  readonly kind: string;
  readonly name: string;
  readonly mapped: boolean;
  readonly sequence: number;
};

/** Keeps which names the general ledger's mapping has; an older state changes nothing. */
export const keepGlNames =
  (database: Queries) =>
  async (states: readonly GlNameState[]): Promise<void> => {
    await database.query(sql`
      insert into gl_name as kept (gl_name_id, kind, name, mapped, sequence)
      select "glNameId", kind, name, mapped, sequence
        from jsonb_to_recordset(${JSON.stringify(states)}::jsonb)
             as state ("glNameId" uuid, kind text, name text, mapped boolean, sequence int)
       order by "glNameId"
      on conflict (gl_name_id) do update set mapped = excluded.mapped, sequence = excluded.sequence
       where kept.sequence < excluded.sequence`);
  };

/** Whether each of these names is mapped: one question for all of them. */
export const mappedAmong = async (
  database: Queries,
  names: readonly GlName[],
): Promise<(name: GlName) => boolean> => {
  if (names.length === 0) return () => false;
  const rows = await database.query<{ key: string }>(sql`
    select distinct kind || ' ' || name as key
      from gl_name join unnest(${names.map(({ kind }) => kind)}::text[], ${names.map(({ name }) => name)}::text[])
                        asked (kind, name) using (kind, name)
     where mapped`);
  const mapped = new Set(rows.map(({ key }) => key));
  return ({ kind, name }) => mapped.has(`${kind} ${name}`);
};
