import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { coveredBy, type Scope } from '@recoup/runtime/http/covered-rows';
import { type RawBuilder, sql } from 'kysely';
import type { RiskCase } from '../domain/case/risk-case.ts';
import type { Band } from '../domain/score/band.ts';
import { invoiceColumns } from '../rows/invoice-rows.ts';
import { type CaseResource, toResource, type ViewRow } from './case-resource.ts';

/** What is left out filters nothing; without a status only open cases are listed. */
export type CaseFilter = {
  readonly bands?: readonly Band[] | undefined;
  readonly statuses?: readonly RiskCase['recoveryStatus'][] | undefined;
  readonly accountId?: string | undefined;
  readonly receivableId?: string | undefined;
  readonly ownerPersonId?: string | undefined;
  readonly breached?: boolean | undefined;
  readonly writeOffRecommended?: boolean | undefined;
};

export type CaseOrder = 'nextActionDueAt' | '-score';

/** Where a page ends: the sort value and the id of its last row. */
export type CaseCursor = { readonly value: string; readonly id: string };

const viewed = sql`
  select risk_case.*, ${invoiceColumns}, client_name from risk_case
    join receivable on receivable.receivable_id = risk_case.invoice_id`;

/** Cases in an order, from behind the one that the cursor names. */
export const listCases = async (
  database: Queries,
  scope: readonly Scope[],
  wanted: {
    readonly filter: CaseFilter;
    readonly order: CaseOrder;
    readonly after: CaseCursor | undefined;
    readonly limit: number;
  },
  today: CalendarDate,
): Promise<readonly CaseResource[]> => {
  const { filter, order, after, limit } = wanted;
  const rows = await database.query<ViewRow>(sql`
    ${viewed} where ${coveredBy(scope, 'receivable')} and ${matching(filter)} and ${following(order, after)}
     order by ${orderOf(order)} limit ${limit}`);
  return rows.map((row) => toResource(row, today));
};

export const findCase = async (
  database: Queries,
  scope: readonly Scope[],
  riskCaseId: string,
  today: CalendarDate,
): Promise<CaseResource | undefined> => {
  const [row] = await database.query<ViewRow>(
    sql`${viewed} where risk_case_id = ${riskCaseId} and ${coveredBy(scope, 'receivable')}`,
  );
  return row && toResource(row, today);
};

export const cursorOf = (last: CaseResource, order: CaseOrder): CaseCursor => ({
  id: last.riskCaseId,
  value: order === '-score' ? String(last.writeoffRiskScore * 100) : (last.nextActionDueAt ?? 'infinity'),
});

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

const following = (order: CaseOrder, after: CaseCursor | undefined): RawBuilder<unknown> => {
  if (!after) return sql`true`;
  return order === '-score'
    ? sql`(writeoff_risk_score, risk_case_id) < (${after.value}::int, ${after.id}::uuid)`
    : sql`(coalesce(next_action_due_at, 'infinity'), risk_case_id) > (${after.value}::timestamptz, ${after.id}::uuid)`;
};
