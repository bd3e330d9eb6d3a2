import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { coveredBy, type Scope } from '@recoup/runtime/http/covered-rows';
import { day, instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { emptyProfile } from '../domain/score/account-profile.ts';
import type { Band } from '../domain/score/band.ts';
import { signalsOf } from '../domain/score/invoice.ts';
import { bandReasonText, reasonText } from '../domain/score/reason-text.ts';
import { score } from '../domain/score/score.ts';
import { overdueDays } from '../domain/score/signals.ts';
import { type CaseRow, promisesOf } from '../rows/case-rows.ts';
import { type InvoiceRow, invoiceColumns, noPromises, toInvoice } from '../rows/invoice-rows.ts';
import { readProfiles } from '../rows/read-account-profiles.ts';
import { band } from './band-schema.ts';
import { listScorecards } from './scorecards.ts';

export const scoreResource = z.object({
  receivableId: z.uuid(),
  asOf: day,
  overdueDays: z.int(),
  score: z.int(),
  band,
  cardVersion: z.string(),
  since: day,
  reasons: z.array(
    z.object({
      signal: z.string(),
      unit: z.string(),
      value: z.int().nullable(),
      points: z.int(),
      threshold: z.int().nullable(),
      text: z.string().describe('the same in words'),
    }),
  ),
  bandReasons: z.array(z.object({ rule: z.string(), band, text: z.string().describe('the same in words') })),
  reminder: z
    .object({
      ownerName: z.string(),
      ownerRole: z.string(),
      ownerPersonId: z.uuid().nullable(),
      dueAt: instant,
    })
    .nullable(),
  history: z.array(z.object({ asOf: day, score: z.int(), band, cardVersion: z.string() })),
});
export type ScoreResource = z.infer<typeof scoreResource>;

/** The score of an open receivable, reckoned as of the day by the card in force, and how it came to be. */
export const findScore = async (
  database: Queries,
  scope: readonly Scope[],
  receivableId: string,
  asOf: CalendarDate,
): Promise<ScoreResource | undefined> => {
  const [row] = await database.query<ScoreRow>(sql`
    select ${invoiceColumns}, since, owner_person_id, owner_role, owner_name, reminder_due_at
      from receivable join score on score.receivable_id = receivable.receivable_id
     where receivable.receivable_id = ${receivableId} and ${coveredBy(scope, 'receivable')}`);
  const inForce = (await listScorecards(database)).find((one) => one.inForce);
  if (!(row && inForce)) return undefined;
  const [promised] = await database.query<CaseRow>(sql`
    select * from risk_case where invoice_id = ${receivableId} order by opened_at desc, case_no desc limit 1`);
  const profiles = await readProfiles(database, [row.account_id], asOf);
  const invoice = toInvoice(row, promised ? promisesOf(promised) : noPromises);
  const profile = profiles.get(row.account_id) ?? emptyProfile;
  const now = score(signalsOf(invoice, profile, asOf), inForce.card, asOf);
  return {
    receivableId: invoice.receivableId,
    asOf,
    overdueDays: overdueDays(invoice, asOf),
    score: now.points,
    band: now.band,
    cardVersion: now.cardVersion,
    since: row.since,
    reasons: now.reasons.map((reason) => ({ ...reason, text: reasonText(reason) })),
    bandReasons: now.bandReasons.map((reason) => ({ ...reason, text: bandReasonText(reason) })),
    reminder: reminderOf(row),
    history: await readHistory(database, receivableId),
  };
};

type ScoreRow = InvoiceRow & {
  readonly since: CalendarDate;
  readonly owner_person_id: string | null;
  readonly owner_role: string | null;
  readonly owner_name: string | null;
  readonly reminder_due_at: string | null;
};

const reminderOf = (row: ScoreRow): ScoreResource['reminder'] =>
  row.owner_name === null || row.owner_role === null || row.reminder_due_at === null
    ? null
    : {
        ownerName: row.owner_name,
        ownerRole: row.owner_role,
        ownerPersonId: row.owner_person_id,
        dueAt: instantText(row.reminder_due_at),
      };

type HistoryRow = {
  readonly as_of: string;
  readonly score_bp: number;
  readonly band: Band;
  readonly card_version: string;
};

const readHistory = async (database: Queries, receivableId: string): Promise<ScoreResource['history']> => {
  const rows = await database.query<HistoryRow>(sql`
    select as_of, score_bp, band, card_version from score_history
     where receivable_id = ${receivableId} order by score_history_id desc limit 100`);
  return rows.map((row) => ({
    asOf: row.as_of,
    score: row.score_bp / 100,
    band: row.band,
    cardVersion: row.card_version,
  }));
};
