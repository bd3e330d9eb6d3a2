import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import type { CaseChange, CaseEvent } from '../../../domain/case/risk-case.ts';
import type { Cases } from '../../../ports/cases.ts';
import { type CaseRow, promisesOf, toCase } from '../../../rows/case-rows.ts';
import { type InvoiceRow, invoiceColumns, toInvoice } from '../../../rows/invoice-rows.ts';
import { toMessages } from '../../outbox/to-message.ts';
import { lockAccounts } from '../account-lock.ts';
import { columnsOf, toColumns } from './case-columns.ts';

/** Keeps changed cases, their logs and their facts, in one statement for each table. */
export const saveCases = async (
  database: Database,
  outbox: Outbox,
  changes: readonly CaseChange[],
  asOf: CalendarDate,
  at: Date,
): Promise<void> => {
  const records = changes.map((change) => toColumns(change.case));
  const [first] = records;
  if (!first) return;
  const { names, assignments } = columnsOf(first);
  await database.query(sql`
    insert into risk_case as known (${names})
    select ${names} from jsonb_populate_recordset(null::risk_case, ${JSON.stringify(records)}::jsonb)
    on conflict (risk_case_id) do update set version = known.version + 1, ${assignments}`);
  const events = changes.flatMap((change) => change.events);
  await saveLogs(database, events, at);
  await outbox.append(events.flatMap((event) => toMessages(event, asOf)));
};

/** Single cases under lock. */
export const postgresCases = (database: Database, outbox: Outbox, today: () => CalendarDate): Cases => ({
  change: (id, decide, at) =>
    database.transaction(async () => {
      const [account] = await database.query<{ account_id: string }>(
        sql`select account_id from risk_case where risk_case_id = ${id}`,
      );
      if (!account) return { ok: false, refusal: { reason: 'no-such-case' } };
      await lockAccounts(database, [account.account_id]);
      const [row] = await database.query<CaseRow & InvoiceRow>(sql`
        select risk_case.*, ${invoiceColumns} from risk_case
          join receivable on receivable.receivable_id = risk_case.invoice_id
         where risk_case_id = ${id} for update of risk_case`);
      if (!row) return { ok: false, refusal: { reason: 'no-such-case' } };
      const decision = decide(toCase(row, toInvoice(row, promisesOf(row))));
      if (decision.ok) await saveCases(database, outbox, [decision.value], today(), at);
      return decision;
    }),

  changeLate: (decide, at, limit) =>
    database.transaction(async () => {
      const rows = await database.query<CaseRow & InvoiceRow>(sql`
        select risk_case.*, ${invoiceColumns} from risk_case
          join receivable on receivable.receivable_id = risk_case.invoice_id
         where closed_at is null and not next_action_breached and next_action_due_at < ${at.toISOString()}::timestamptz
         order by next_action_due_at, risk_case_id limit ${limit}
           for update of risk_case skip locked`);
      const changes = rows
        .map((row) => decide(toCase(row, toInvoice(row, promisesOf(row)))))
        .filter(({ events }) => events.length > 0);
      await saveCases(database, outbox, changes, today(), at);
      return changes.length;
    }),
});

const saveLogs = async (database: Database, events: readonly CaseEvent[], at: Date): Promise<void> => {
  const actions = events.flatMap((event) => (event.type === 'action-completed' ? [actionOf(event, at)] : []));
  if (actions.length > 0) {
    await database.query(sql`
      insert into risk_case_action
      select * from jsonb_populate_recordset(null::risk_case_action, ${JSON.stringify(actions)}::jsonb)`);
  }
  const breaches = events.flatMap((event) => (event.type === 'sla-breached' ? [breachOf(event, at)] : []));
  if (breaches.length > 0) {
    await database.query(sql`
      insert into risk_case_breach
      select * from jsonb_populate_recordset(null::risk_case_breach, ${JSON.stringify(breaches)}::jsonb)`);
  }
  const owners = events.flatMap((event) => (event.type === 'owner-assigned' ? [ownerOf(event, at)] : []));
  if (owners.length > 0) {
    await database.query(sql`
      insert into risk_case_owner
      select * from jsonb_populate_recordset(null::risk_case_owner, ${JSON.stringify(owners)}::jsonb)
      on conflict (risk_case_id, assigned_at) do update
         set person_id = excluded.person_id, role = excluded.role, name = excluded.name`);
  }
};

type Of<Type extends CaseEvent['type']> = Extract<CaseEvent, { readonly type: Type }>;

const actionOf = (event: Of<'action-completed'>, at: Date) => ({
  action_id: newId(),
  risk_case_id: event.case.id,
  action: event.action,
  due_at: event.dueAt.toISOString(),
  completed_at: at.toISOString(),
  completed_by: event.by.personId,
  completed_by_name: event.by.name,
  note: event.note,
  commitment_date: event.commitment?.date ?? null,
});

const breachOf = (event: Of<'sla-breached'>, at: Date) => ({
  risk_case_id: event.case.id,
  due_at: event.dueAt.toISOString(),
  missed_action: event.missedAction,
  risk_band: event.case.band,
  recorded_at: at.toISOString(),
});

const ownerOf = (event: Of<'owner-assigned'>, at: Date) => ({
  risk_case_id: event.case.id,
  assigned_at: at.toISOString(),
  person_id: event.case.owner.personId,
  role: event.case.owner.role,
  name: event.case.owner.name,
  latency_ms: event.latencyMs,
});
