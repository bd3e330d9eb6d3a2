import type { Database } from '@recoup/runtime/database/database';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { numberKey } from '../../../domain/import/number-key.ts';
import type { ComparedField, RowError } from '../../../domain/import/open-item.ts';
import { presetNames, presetOf } from '../../../domain/import/presets.ts';
import type { StagedRow } from '../../../ports/imports.ts';

/** Rows on their way from a file into the ledger, written in batches. */
export const stageRows = async (
  database: Database,
  importId: string,
  rows: readonly StagedRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  const column = <Value>(read: (row: StagedRow) => Value) => rows.map(read);
  await database.query(sql`
    insert into import_row
      (import_id, row_no, new_item_id, new_detail_id, entity, department, deal, deal_key, client_number, client_key,
       client_name, debtor_number, debtor_key, debtor_name, agent_number, agent_key, agent_name, invoice_number,
       number_key, issue_year, invoice_date, due_date, currency, rev_minor, pay_minor, tax_minor, fee_minor, dispute_open,
       dispute_reason, collection_class)
    select ${importId}, * from unnest(
      ${column(({ row }) => row)}::int[],
      ${column(newId)}::uuid[],
      ${column(newId)}::uuid[],
      ${column(({ item }) => item.entity)}::text[],
      ${column(({ item }) => item.department)}::text[],
      ${column(({ item }) => item.deal)}::text[],
      ${column(({ item }) => numberKey(item.deal))}::text[],
      ${column(({ item }) => item.client.number)}::text[],
      ${column(({ item }) => numberKey(item.client.number))}::text[],
      ${column(({ item }) => item.client.name)}::text[],
      ${column(({ item }) => item.debtor.number)}::text[],
      ${column(({ item }) => numberKey(item.debtor.number))}::text[],
      ${column(({ item }) => item.debtor.name)}::text[],
      ${column(({ item }) => item.agent?.number ?? null)}::text[],
      ${column(({ item }) => (item.agent ? numberKey(item.agent.number) : null))}::text[],
      ${column(({ item }) => item.agent?.name ?? null)}::text[],
      ${column(({ item }) => item.invoiceNumber)}::text[],
      ${column(({ item }) => numberKey(item.invoiceNumber))}::text[],
      ${column(() => 0)}::int[],
      ${column(({ item }) => item.invoiceDate)}::date[],
      ${column(({ item }) => item.dueDate)}::date[],
      ${column(({ item }) => item.currency)}::char(3)[],
      ${column(({ item }) => String(item.open.revenue))}::bigint[],
      ${column(({ item }) => String(item.open.payable))}::bigint[],
      ${column(({ item }) => String(item.open.tax))}::bigint[],
      ${column(({ item }) => String(item.open.fee))}::bigint[],
      ${column(({ item }) => item.disputeOpen)}::boolean[],
      ${column(({ item }) => item.disputeReason)}::text[],
      ${column(({ item }) => item.collectionClass)}::text[])`);
};

/** Row-level remarks; those that are not fatal only say what was done, such as a rounding. */
export const keepErrors = async (
  database: Database,
  importId: string,
  errors: readonly RowError[],
  fatal: boolean,
): Promise<void> => {
  if (errors.length === 0) return;
  await database.query(sql`
    insert into import_error (import_id, row_no, column_nm, value, code, reason, fatal)
    select ${importId}, row_no, column_nm, value, code, reason, ${fatal}
      from unnest(${errors.map((one) => one.row)}::int[], ${errors.map((one) => one.column)}::text[],
                  ${errors.map((one) => one.value)}::text[], ${errors.map((one) => one.code)}::text[],
                  ${errors.map((one) => one.reason)}::text[]) as remark (row_no, column_nm, value, code, reason)`);
};

/**
 * Finds what no single row shows: the same document twice in the file, and changes that a later file may not make. Then
 * says for each valid row whether it is new, changed or unchanged. A file older than what the ledger knows changes nothing.
 *
 * The planner guesses what the staging table holds, by statistics of another moment, and a guess of one row makes a join compare every row
 * with every row. So nothing is joined with it: what belongs to a row is looked up for that row, through a unique key.
 */
export const compareRows = async (database: Database, importId: string): Promise<void> => {
  await database.longTransaction(async () => {
    await markInvalid(database, importId, unknownEntities(importId));
    await markInvalid(database, importId, duplicates(importId));
    await markInvalid(database, importId, changedIdentity(importId));
    await database.query(sql`
      update import_row staged
         set (detail_id, effect) = (
           select coalesce(known.billing_item_detail_id, staged.new_detail_id),
                  case
                    when known.billing_item_detail_id is null then 'new'
                    when known.as_of > import.as_of or known.write_off_status_cd = 'WRITTEN_OFF' then 'unchanged'
                    when (staged.rev_minor, staged.pay_minor, staged.tax_minor, staged.fee_minor, staged.dispute_open,
                          staged.dispute_reason, staged.collection_class, staged.due_date, staged.invoice_date)
                         is not distinct from
                         (stated.rev, stated.pay, stated.tax, stated.fee, known.dispute_open, known.dispute_reason,
                          known.collection_class, known.due_date, known.invoice_date) then 'unchanged'
                    else 'changed' end
             from import
             left join lateral (
                    select detail.*, item.due_date, item.invoice_date
                      from billing_item item join billing_item_detail detail using (billing_item_id)
                     where item.source = import.source and item.entity = staged.entity
                       and item.number_key = staged.number_key and item.issue_year = staged.issue_year) known on true
            cross join lateral (
                    select coalesce(sum(stated_minor) filter (where side = 'REV'), 0) as rev,
                           coalesce(sum(stated_minor) filter (where side = 'PAY'), 0) as pay,
                           coalesce(sum(stated_minor) filter (where side = 'TAX'), 0) as tax,
                           coalesce(sum(stated_minor) filter (where side = 'FEE'), 0) as fee
                      from receivable_side where billing_item_detail_id = known.billing_item_detail_id) stated
            where import.import_id = ${importId})
       where staged.import_id = ${importId} and not staged.invalid`);
  });
};

const unknownEntities = (importId: string) => sql`
  select staged.row_no, ${columnOf('entity')} as column_nm, staged.entity as value, 'UNKNOWN_ENTITY' as code,
         'is no legal entity of this ledger; two people make one by recoup entities add' as reason
    from import_row staged join import using (import_id)
   where staged.import_id = ${importId}
     and not exists (select from legal_entity where code = staged.entity)`;

const duplicates = (importId: string) => sql`
  select row_no, ${columnOf('invoiceNumber')} as column_nm, invoice_number as value, 'DUPLICATE' as code,
         'is already in line ' || first_row || ' of this file' as reason
    from (select row_no, invoice_number, import_id,
                 min(row_no) over (partition by entity, number_key, issue_year) as first_row
            from import_row where import_id = ${importId}) as numbered
    join import using (import_id)
   where row_no > first_row`;

/** The column of the file that holds a field, as its preset names it. */
const columnOf = (field: ComparedField) => {
  const cases = presetNames.map((name) => sql`when ${name} then ${presetOf(name).columns[field]}`);
  return sql`(case import.preset ${sql.join(cases, sql` `)} end)`;
};

/** The party that a staged row means, by the rule of its source. */
const stagedParty = (kind: 'CLIENT' | 'DEBTOR', key: 'client_key' | 'debtor_key') => sql`
  (select party_id from party_key
     join source on source.code = party_key.source
    where party_key.kind = ${kind} and party_key.source = import.source
      and party_key.entity = case when source.party_per_entity then staged.entity else '' end
      and party_key.number_key = ${sql.ref(`staged.${key}`)})`;

/** The `limit` keeps the lookup apart from the rest of the statement. */
const changedIdentity = (importId: string) => sql`
  select staged.row_no, wrong.column_nm, wrong.value, wrong.code, wrong.reason
    from import_row staged
    join import using (import_id)
   cross join lateral (
         select item.currency, client.number as client_number, debtor.number as debtor_number,
                ${stagedParty('CLIENT', 'client_key')} as staged_client, ${stagedParty('DEBTOR', 'debtor_key')} as staged_debtor,
                item.client_id, account.debtor_id
           from billing_item item
           join party client on client.party_id = item.client_id
           join account using (account_id)
           join party debtor on debtor.party_id = account.debtor_id
          where item.source = import.source and item.entity = staged.entity
            and item.number_key = staged.number_key and item.issue_year = staged.issue_year limit 1) known
   cross join lateral (values
         (${columnOf('currency')}, staged.currency::text, 'CURRENCY_CHANGED', 'does not match the ledger, which has ' || known.currency,
          staged.currency <> known.currency),
         (${columnOf('client')}, staged.client_number, 'PARTY_CHANGED', 'does not match the ledger, which has ' || known.client_number,
          known.staged_client is distinct from known.client_id),
         (${columnOf('debtor')}, staged.debtor_number, 'PARTY_CHANGED', 'does not match the ledger, which has ' || known.debtor_number,
          known.staged_debtor is distinct from known.debtor_id)) as wrong (column_nm, value, code, reason, holds)
   where staged.import_id = ${importId} and not staged.invalid and wrong.holds`;

const markInvalid = async (
  database: Database,
  importId: string,
  found: ReturnType<typeof duplicates>,
): Promise<void> => {
  await database.query(sql`
    insert into import_error (import_id, row_no, column_nm, value, code, reason)
    select ${importId}, row_no, column_nm, value, code, reason from (${found}) as found`);
  await database.query(sql`
    with marked as (
      update import_row staged set invalid = true
       where import_id = ${importId} and not invalid
         and (select fatal from import_error error
               where error.import_id = staged.import_id and error.row_no = staged.row_no and fatal limit 1)
      returning 1)
    update import set rows_invalid = rows_invalid + (select count(*) from marked) where import_id = ${importId}`);
};
