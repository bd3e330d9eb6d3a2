import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { GlMapping, LegalEntity } from '../../../domain/legal-entity/legal-entity.ts';

/** A legal entity as the ledger tells it. */
export type EntityState = LegalEntity & {
  readonly entityId: string;
  readonly name: string;
  readonly calendar: string;
  readonly glMapping: (GlMapping & { readonly version: string }) | null;
  readonly sequence: number;
};

/** Keeps the ledger's legal entities as they now stand; an older state changes nothing. */
export const keepEntities =
  (database: Queries) =>
  async (states: readonly EntityState[]): Promise<void> => {
    await database.query(sql`
      insert into legal_entity as kept
        (code, entity_id, name, functional_currency, time_zone, calendar, gl_mapping, sequence)
      select code, "entityId", name, "functionalCurrency", "timeZone", calendar, nullif("glMapping", 'null'), sequence
        from jsonb_to_recordset(${JSON.stringify(states)}::jsonb)
             as state (code text, "entityId" uuid, name text, "functionalCurrency" text, "timeZone" text, calendar text,
                       "glMapping" jsonb, sequence int)
       order by code
      on conflict (code) do update
        set name = excluded.name, functional_currency = excluded.functional_currency, time_zone = excluded.time_zone,
            calendar = excluded.calendar, gl_mapping = excluded.gl_mapping, sequence = excluded.sequence
       where kept.sequence < excluded.sequence`);
  };

/** Those of the entities that are known, by code. */
export const entitiesOf = async (
  database: Queries,
  codes: readonly string[],
): Promise<ReadonlyMap<string, LegalEntity>> => {
  const rows = await database.query<LegalEntity>(sql`
    select code, functional_currency as "functionalCurrency", time_zone as "timeZone", gl_mapping as "glMapping" from legal_entity
     where code = any (${codes}::text[])`);
  return new Map(rows.map((row) => [row.code, row]));
};
