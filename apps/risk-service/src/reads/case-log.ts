import type { Queries } from '@recoup/runtime/database/queries';
import { day, instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';

export const caseLog = z.object({
  actions: z.array(
    z.object({
      action: z.string(),
      dueAt: instant,
      completedAt: instant,
      completedBy: z.string(),
      note: z.string().nullable(),
      commitmentDate: day.nullable(),
    }),
  ),
  breaches: z.array(z.object({ missedAction: z.string(), dueAt: instant, recordedAt: instant })),
  owners: z.array(z.object({ name: z.string(), role: z.string(), assignedAt: instant, latencyMs: z.int() })),
});
export type CaseLog = z.infer<typeof caseLog>;

/** What happened to one case: actions done, windows missed, owners, each the latest first. */
export const readCaseLog = async (database: Queries, id: string): Promise<CaseLog> => {
  const actions = await database.query<ActionRow>(sql`
    select action, due_at, completed_at, completed_by_name, note, commitment_date
      from risk_case_action where risk_case_id = ${id} order by completed_at desc`);
  const breaches = await database.query<BreachRow>(sql`
    select missed_action, due_at, recorded_at from risk_case_breach where risk_case_id = ${id} order by due_at desc`);
  const owners = await database.query<OwnerRow>(sql`
    select name, role, assigned_at, latency_ms from risk_case_owner where risk_case_id = ${id}
     order by assigned_at desc`);
  return {
    actions: actions.map((row) => ({
      action: row.action,
      dueAt: instantText(row.due_at),
      completedAt: instantText(row.completed_at),
      completedBy: row.completed_by_name,
      note: row.note,
      commitmentDate: row.commitment_date,
    })),
    breaches: breaches.map((row) => ({
      missedAction: row.missed_action,
      dueAt: instantText(row.due_at),
      recordedAt: instantText(row.recorded_at),
    })),
    owners: owners.map((row) => ({
      name: row.name,
      role: row.role,
      assignedAt: instantText(row.assigned_at),
      latencyMs: Number(row.latency_ms),
    })),
  };
};

type ActionRow = {
  readonly action: string;
  readonly due_at: string;
  readonly completed_at: string;
  readonly completed_by_name: string;
  readonly note: string | null;
  readonly commitment_date: string | null;
};
type BreachRow = { readonly missed_action: string; readonly due_at: string; readonly recorded_at: string };
type OwnerRow = {
  readonly name: string;
  readonly role: string;
  readonly assigned_at: string;
  readonly latency_ms: string;
};
