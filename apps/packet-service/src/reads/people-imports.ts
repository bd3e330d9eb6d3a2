import type { Queries } from '@recoup/runtime/database/queries';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import type { PersonChange } from '../domain/people/people-change.ts';
import { listedOnWire, listedPersonResource } from './person-resource.ts';
import { optional, personRef, personResource } from './wire.ts';

export const peopleImportSummary = z.object({
  peopleImportId: z.uuid(),
  state: z.enum(['PROPOSED', 'APPLIED', 'REJECTED']),
  counts: z.object({ new: z.int(), changed: z.int(), unchanged: z.int() }),
  proposedBy: personResource,
  proposedAt: instant,
  decidedBy: personResource.nullable(),
  decidedAt: instant.nullable(),
  reason: z.string().nullable().describe('why the list was rejected'),
});

export const peopleImportResource = peopleImportSummary.extend({
  changes: z.array(
    z.object({
      line: z.int(),
      effect: z.enum(['NEW', 'CHANGED', 'UNCHANGED']),
      personId: z.uuid().nullable().describe('null for a person who is new'),
      before: listedPersonResource.nullable(),
      after: listedPersonResource,
    }),
  ),
  refusedAttempts: z
    .array(z.object({ action: z.string(), reason: z.string(), by: personResource, at: instant }))
    .describe('decisions on the list that were refused, newest first'),
});

type SummaryRow = {
  readonly people_import_id: string;
  readonly state: 'PROPOSED' | 'APPLIED' | 'REJECTED';
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly proposed_by_user_id: string;
  readonly proposed_by_name: string;
  readonly proposed_dt: string;
  readonly decided_by_user_id: string | null;
  readonly decided_by_name: string | null;
  readonly decided_dt: string | null;
  readonly reason: string | null;
};

const count = (effect: string) =>
  sql.raw(`jsonb_array_length(jsonb_path_query_array(changes, '$[*] ? (@.effect == "${effect}")'))`);
const summaryColumns = sql`people_import_id, state, ${count('NEW')} as new, ${count('CHANGED')} as changed,
  ${count('UNCHANGED')} as unchanged, proposed_by_user_id, proposed_by_name, proposed_dt, decided_by_user_id,
  decided_by_name, decided_dt, reason`;

const toSummary = (row: SummaryRow): z.infer<typeof peopleImportSummary> => ({
  peopleImportId: row.people_import_id,
  state: row.state,
  counts: { new: row.new, changed: row.changed, unchanged: row.unchanged },
  proposedBy: { personId: row.proposed_by_user_id, name: row.proposed_by_name },
  proposedAt: instantText(row.proposed_dt),
  decidedBy: personRef(row.decided_by_user_id, row.decided_by_name),
  decidedAt: optional(row.decided_dt, instantText),
  reason: row.reason,
});

/** Lists of people, newest first, from the one after `after` on. */
export const peopleImports = async (
  database: Queries,
  limit: number,
  after: string | undefined,
): Promise<readonly z.infer<typeof peopleImportSummary>[]> => {
  const rows = await database.query<SummaryRow>(sql`
    select ${summaryColumns} from people_import
     where ${after ?? null}::uuid is null or people_import_id < ${after ?? null}::uuid
     order by people_import_id desc limit ${limit}`);
  return rows.map(toSummary);
};

/** One list of people: what it changes, before and after, and who tried to decide it in vain. */
export const findPeopleImport = async (
  database: Queries,
  id: string,
): Promise<z.infer<typeof peopleImportResource> | undefined> => {
  const [row] = await database.query<SummaryRow & { readonly changes: readonly PersonChange[] }>(sql`
    select ${summaryColumns}, changes from people_import where people_import_id = ${id}`);
  if (!row) return undefined;
  const refusals = await database.query<{
    action_cd: string;
    reason: string;
    person_id: string;
    person_name: string;
    attempted_dt: string;
  }>(sql`
    select action_cd, reason, person_id, person_name, attempted_dt from refused_attempt where people_import_id = ${id}
     order by attempted_dt desc, refused_attempt_id desc limit 200`);
  return {
    ...toSummary(row),
    changes: row.changes.map(({ line, effect, known, before, person }) => ({
      line,
      effect,
      personId: known?.id ?? null,
      before: before && listedOnWire(before),
      after: listedOnWire(person),
    })),
    refusedAttempts: refusals.map((one) => ({
      action: one.action_cd,
      reason: one.reason,
      by: { personId: one.person_id, name: one.person_name },
      at: instantText(one.attempted_dt),
    })),
  };
};
