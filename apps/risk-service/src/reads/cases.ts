import type { CalendarDate } from '@recoup/domain/calendar-date';
import { money } from '@recoup/domain/money';
import type { Database } from '@recoup/runtime/database/database';
import { type RawBuilder, sql } from 'kysely';
import { emptyProfile } from '../domain/score/account-profile.ts';
import type { Band } from '../domain/score/band.ts';
import type { CaseFilter, CaseOrder, CasePlace, CaseView, RiskReads, Scope } from '../ports/risk-reads.ts';
import { readProfiles } from './account-profiles.ts';
import { readCaseLog } from './case-log.ts';
import { type CaseRow, promisesOf, toCase } from './case-rows.ts';
import { type InvoiceRow, invoiceColumns, noPromises, toInvoice } from './invoice-rows.ts';

export const postgresRiskReads = (database: Database): RiskReads => ({
  listCases: async (filter, order, after, limit, scope) => {
    const rows = await database.query<ViewRow>(sql`
      select risk_case.*, ${invoiceColumns}, client_name from risk_case
        join receivable on receivable.receivable_id = risk_case.invoice_id
       where ${inScope(scope)} and ${matching(filter)} and ${following(order, after)}
       order by ${orderOf(order)} limit ${limit + 1}`);
    return rows.map(toView);
  },

  findCase: async (id, scope) => {
    const [row] = await database.query<ViewRow>(sql`
      select risk_case.*, ${invoiceColumns}, client_name from risk_case
        join receivable on receivable.receivable_id = risk_case.invoice_id
       where risk_case_id = ${id} and ${inScope(scope)}`);
    return row && toView(row);
  },

  caseLog: (id) => readCaseLog(database, id),

  findScore: async (receivableId, asOf, scope) => {
    const [row] = await database.query<ScoreRow>(sql`
      select ${invoiceColumns}, score_bp, band, card_version, since, owner_person_id, owner_role, owner_name,
             reminder_due_at
        from receivable left join score on score.receivable_id = receivable.receivable_id
       where receivable.receivable_id = ${receivableId} and ${inScope(scope)}`);
    if (!row) return undefined;
    const [promised] = await database.query<CaseRow>(sql`
      select * from risk_case where invoice_id = ${receivableId} order by opened_at desc, case_no desc limit 1`);
    const history = await database.query<HistoryRow>(sql`
      select as_of, score_bp, band, card_version from score_history
       where receivable_id = ${receivableId} order by score_history_id desc limit 100`);
    const profiles = await readProfiles(database, [row.account_id], asOf);
    return {
      invoice: toInvoice(row, promised ? promisesOf(promised) : noPromises),
      profile: profiles.get(row.account_id) ?? emptyProfile,
      stored: storedOf(row),
      history: history.map((one) => ({
        asOf: one.as_of,
        points: one.score_bp / 100,
        band: one.band,
        cardVersion: one.card_version,
      })),
    };
  },
});

type ViewRow = CaseRow &
  InvoiceRow & {
    readonly version: number;
    readonly client_name: string;
    readonly prior_short_pay_count_180d: number;
    readonly prior_credit_memo_count_180d: number;
    readonly account_health_score: number | null;
    readonly stakeholder_responsiveness_score: number | null;
    readonly structured_plan_amount_minor: string | null;
    readonly root_cause_category: string | null;
    readonly prevention_owner: string | null;
    readonly prevention_due_at: string | null;
  };

const toView = (row: ViewRow): CaseView => ({
  riskCase: toCase(row, toInvoice(row, promisesOf(row))),
  version: row.version,
  clientName: row.client_name,
  priorShortPayCount180d: row.prior_short_pay_count_180d,
  priorCreditMemoCount180d: row.prior_credit_memo_count_180d,
  accountHealthScore: row.account_health_score,
  stakeholderResponsivenessScore: row.stakeholder_responsiveness_score,
  structuredPlan:
    row.structured_plan_amount_minor === null
      ? null
      : money(BigInt(row.structured_plan_amount_minor), row.currency),
  rootCauseCategory: row.root_cause_category,
  preventionOwner: row.prevention_owner,
  preventionDueAt: row.prevention_due_at === null ? null : new Date(row.prevention_due_at),
});

type HistoryRow = Pick<ScoreRow, 'score_bp' | 'band' | 'card_version'> & { readonly as_of: CalendarDate };
type ScoreRow = InvoiceRow & {
  readonly score_bp: number;
  readonly band: Band;
  readonly card_version: string;
  readonly since: CalendarDate | null;
  readonly owner_person_id: string | null;
  readonly owner_role: string | null;
  readonly owner_name: string | null;
  readonly reminder_due_at: string | null;
};

const storedOf = (row: ScoreRow) =>
  row.since === null
    ? null
    : {
        points: row.score_bp / 100,
        band: row.band,
        cardVersion: row.card_version,
        since: row.since,
        owner:
          row.owner_name === null || row.owner_role === null
            ? null
            : { personId: row.owner_person_id, role: row.owner_role, name: row.owner_name },
        reminderDueAt: row.reminder_due_at === null ? null : new Date(row.reminder_due_at),
      };

const inScope = (scope: Scope): RawBuilder<unknown> => sql`exists (
  select 1 from jsonb_to_recordset(${JSON.stringify(scope)}::jsonb)
           as may (entity text, department text, "clientId" uuid)
   where coalesce(may.entity, receivable.entity) = receivable.entity
     and coalesce(may.department, receivable.department) = receivable.department
     and coalesce(may."clientId", receivable.client_id) = receivable.client_id)`;

const matching = (filter: CaseFilter): RawBuilder<unknown> =>
  sql.join(
    [
      filter.statuses ? sql`recovery_status = any (${filter.statuses}::text[])` : sql`closed_at is null`,
      ...(filter.bands ? [sql`risk_band = any (${filter.bands}::text[])`] : []),
      ...(filter.accountId ? [sql`risk_case.account_id = ${filter.accountId}`] : []),
      ...(filter.receivableId ? [sql`invoice_id = ${filter.receivableId}`] : []),
      ...(filter.ownerPersonId ? [sql`risk_owner_person_id = ${filter.ownerPersonId}`] : []),
      ...(filter.breached === undefined ? [] : [sql`next_action_breached = ${filter.breached}`]),
      ...(filter.writeOffRecommended === undefined
        ? []
        : [sql`(recommended_at is not null) = ${filter.writeOffRecommended}`]),
    ],
    sql` and `,
  );

const orderOf = (order: CaseOrder): RawBuilder<unknown> =>
  order === '-score'
    ? sql`writeoff_risk_score desc, risk_case_id desc`
    : sql`coalesce(next_action_due_at, 'infinity'), risk_case_id`;

const following = (order: CaseOrder, after: CasePlace | undefined): RawBuilder<unknown> => {
  if (!after) return sql`true`;
  return order === '-score'
    ? sql`(writeoff_risk_score, risk_case_id) < (${after.value}::int, ${after.id}::uuid)`
    : sql`(coalesce(next_action_due_at, 'infinity'), risk_case_id) > (${after.value}::timestamptz, ${after.id}::uuid)`;
};
