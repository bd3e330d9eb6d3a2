import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';

/** Somebody who proposed or approved what is registered. */
export const decider = z.object({
  personId: z.string(),
  name: z.string().nullable().describe('null for what was there from the beginning'),
});

export const deciderIn = (column: 'proposed_by' | 'approved_by'): RawBuilder<unknown> => sql`
  jsonb_build_object('personId', ${sql.ref(column)}, 'name',
    (select display_name from directory_person where person_id::text = ${sql.ref(column)}))`;
