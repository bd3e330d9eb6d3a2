import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { coveredBy, type Scope } from '@recoup/runtime/http/covered-rows';
import { exact, flag, oneOf, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, byNullable, type ListKey } from '@recoup/runtime/http/lists/sort';
import { sql } from 'kysely';
import * as z from 'zod';
import { bands } from '../domain/score/band.ts';
import { invoiceColumns } from '../rows/invoice-rows.ts';
import { type CaseResource, toResource, type ViewRow } from './case-resource.ts';

const statuses = ['OPEN', 'WRITTEN_OFF_ROOT_CAUSE_DUE', 'RECOVERED'] as const;

export const caseList = listOf({
  name: 'risk-cases',
  id: 'risk_case.risk_case_id',
  filters: {
    band: oneOf(bands, 'risk_case.risk_band'),
    status: oneOf(statuses, 'risk_case.recovery_status'),
    accountId: exact(z.uuid(), 'risk_case.account_id'),
    receivableId: exact(z.uuid(), 'risk_case.invoice_id'),
    ownerPersonId: exact(z.uuid(), 'risk_case.risk_owner_person_id'),
    breached: flag(sql`next_action_breached`),
    writeOffRecommended: flag(sql`recommended_at is not null`),
    nextActionDueAt: range('instant', 'risk_case.next_action_due_at'),
  },
  sorts: {
    nextActionDueAt: byNullable('risk_case.next_action_due_at'),
    score: by('risk_case.writeoff_risk_score'),
  },
  defaultSort: 'nextActionDueAt',
});

const joined = sql`
  from risk_case join receivable on receivable.receivable_id = risk_case.invoice_id`;

/** A page of the cases that these roles cover; only open ones unless a status is given. */
export const listCases = async (
  database: Queries,
  scope: readonly Scope[],
  asked: PageAsked,
  today: CalendarDate,
): Promise<Page<CaseResource>> => {
  const open = asked.filteredBy('status') ? sql`true` : sql`closed_at is null`;
  const rows = await database.query<ViewRow & { readonly listKey: ListKey }>(sql`
    select risk_case.*, ${invoiceColumns}, client_name, ${asked.key} ${joined}
     where ${coveredBy(scope, 'receivable')} and ${open} and ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => toResource(row, today));
};

export const findCase = async (
  database: Queries,
  scope: readonly Scope[],
  riskCaseId: string,
  today: CalendarDate,
): Promise<CaseResource | undefined> => {
  const [row] = await database.query<ViewRow>(
    sql`select risk_case.*, ${invoiceColumns}, client_name ${joined}
         where risk_case_id = ${riskCaseId} and ${coveredBy(scope, 'receivable')}`,
  );
  return row && toResource(row, today);
};
