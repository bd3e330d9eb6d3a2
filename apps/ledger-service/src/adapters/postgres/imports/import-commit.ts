import {
  ReceivableClosedV1,
  ReceivableImportedV1,
  ReceivableUpdatedV1,
} from '@recoup/contracts/receivable.v1';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import type { ImportRequest } from '../../../ports/imports.ts';
import { receivableStates } from '../../../rows/receivable-states.ts';

const eventBatch = 2_000;

/**
 * Moves the checked rows into the ledger: a fixed number of statements however many rows there are, then the events in
 * batches. `onProgress` learns how many rows are through.
 */
export const moveIntoLedger = async (
  database: Database,
  outbox: Outbox,
  { importId, terms }: ImportRequest,
  onProgress: (rowsDone: number) => Promise<void>,
): Promise<void> => {
  await database.query(sql`set local statement_timeout = 0`);
  await database.query(sql`set local idle_in_transaction_session_timeout = 0`);
  await ensureParties(database, 'client', importId, terms.source);
  await ensureParties(database, 'account', importId, terms.source);
  await ensureAgreements(database, importId, terms.source);
  await insertNew(database, importId, terms.source, terms.asOf);
  await updateChanged(database, importId, terms.asOf);
  await publishChanges(database, outbox, importId, onProgress);
};

const ensureParties = async (
  database: Database,
  kind: 'client' | 'account',
  importId: string,
  source: string,
): Promise<void> => {
  const names =
    kind === 'client'
      ? {
          table: sql.table('client'),
          id: sql.ref('client_id'),
          number: sql.ref('client_number'),
          name: sql.ref('client_name'),
        }
      : {
          table: sql.table('account'),
          id: sql.ref('account_id'),
          number: sql.ref('debtor_number'),
          name: sql.ref('debtor_name'),
        };
  const unknown = await database.query<{ number: string; name: string }>(sql`
    select staged.number, staged.name
      from (select distinct on (${names.number}) ${names.number} as number, ${names.name} as name
              from import_row where import_id = ${importId} and not invalid order by ${names.number}, row_no desc) staged
     where not exists (select from ${names.table} known where known.source = ${source} and known.number = staged.number)`);
  await inBatches(unknown, (batch) =>
    database.query(sql`
      insert into ${names.table} (${names.id}, source, number, name)
      select id, ${source}, number, name
        from unnest(${batch.map(newId)}::uuid[], ${batch.map((one) => one.number)}::text[],
                    ${batch.map((one) => one.name)}::text[]) as party (id, number, name)
      on conflict (source, number) do nothing`),
  );
};

const ensureAgreements = async (database: Database, importId: string, source: string): Promise<void> => {
  const unknown = await database.query<{ account_id: string; deal: string }>(sql`
    select distinct account.account_id, staged.deal
      from import_row staged
      join account on account.source = ${source} and account.number = staged.debtor_number
     where staged.import_id = ${importId} and not staged.invalid
       and not exists (select from agreement known
                        where known.account_id = account.account_id and known.deal = staged.deal)`);
  await inBatches(unknown, (batch) =>
    database.query(sql`
      insert into agreement (agreement_id, account_id, deal)
      select * from unnest(${batch.map(newId)}::uuid[], ${batch.map((one) => one.account_id)}::uuid[],
                           ${batch.map((one) => one.deal)}::text[])
      on conflict (account_id, deal) do nothing`),
  );
};

const insertNew = async (
  database: Database,
  importId: string,
  source: string,
  asOf: string,
): Promise<void> => {
  await database.query(sql`
    insert into billing_item
      (billing_item_id, source, entity, invoice_number, department, client_id, account_id, agreement_id, agent_number,
       agent_name, invoice_date, due_date, currency, open_item_ind)
    select staged.new_item_id, ${source}, staged.entity, staged.invoice_number, staged.department, client.client_id,
           account.account_id, agreement.agreement_id, staged.agent_number, staged.agent_name, staged.invoice_date,
           staged.due_date, staged.currency, true
      from import_row staged
      join client on client.source = ${source} and client.number = staged.client_number
      join account on account.source = ${source} and account.number = staged.debtor_number
      join agreement on agreement.account_id = account.account_id and agreement.deal = staged.deal
     where staged.import_id = ${importId} and staged.effect = 'new' and not staged.invalid`);
  await database.query(sql`
    insert into billing_item_detail
      (billing_item_detail_id, billing_item_id, rev_billed_minor, pay_billed_minor, tax_billed_minor, fee_billed_minor,
       rev_open_minor, pay_open_minor, tax_open_minor, fee_open_minor, dispute_open, dispute_reason, collection_class,
       as_of, import_id)
    select new_detail_id, new_item_id, rev_minor, pay_minor, tax_minor, fee_minor, rev_minor, pay_minor, tax_minor,
           fee_minor, dispute_open, dispute_reason, collection_class, ${asOf}::date, import_id
      from import_row where import_id = ${importId} and effect = 'new' and not invalid`);
};

/** Found by primary keys alone: this role may not analyze the staging table, so the planner guesses its size. */
const updateChanged = async (database: Database, importId: string, asOf: string): Promise<void> => {
  await database.query(sql`
    update billing_item_detail detail
       set version = detail.version + 1,
           rev_open_minor = staged.rev_minor, pay_open_minor = staged.pay_minor,
           tax_open_minor = staged.tax_minor, fee_open_minor = staged.fee_minor,
           rev_billed_minor = greatest(rev_billed_minor, staged.rev_minor),
           pay_billed_minor = greatest(pay_billed_minor, staged.pay_minor),
           tax_billed_minor = greatest(tax_billed_minor, staged.tax_minor),
           fee_billed_minor = greatest(fee_billed_minor, staged.fee_minor),
           dispute_open = staged.dispute_open, dispute_reason = staged.dispute_reason,
           collection_class = staged.collection_class, as_of = ${asOf}::date, import_id = staged.import_id
      from import_row staged
     where staged.import_id = ${importId} and staged.effect = 'changed' and not staged.invalid
       and detail.billing_item_detail_id = staged.detail_id`);
  await database.query(sql`
    update billing_item item
       set due_date = staged.due_date, invoice_date = staged.invoice_date, open_item_ind = true
      from import_row staged
      join billing_item_detail detail on detail.billing_item_detail_id = staged.detail_id
     where staged.import_id = ${importId} and staged.effect = 'changed' and not staged.invalid
       and item.billing_item_id = detail.billing_item_id`);
};

const publishChanges = async (
  database: Database,
  outbox: Outbox,
  importId: string,
  onProgress: (rowsDone: number) => Promise<void>,
): Promise<void> => {
  let after = 0;
  let done = 0;
  for (;;) {
    const batch = await database.query<{ row_no: number; detail_id: string; effect: 'new' | 'changed' }>(sql`
      select row_no, detail_id, effect from import_row
       where import_id = ${importId} and row_no > ${after} and effect in ('new', 'changed') and not invalid
       order by row_no limit ${eventBatch}`);
    const last = batch.at(-1);
    if (!last) return;
    const isNew = new Set(batch.filter((row) => row.effect === 'new').map((row) => row.detail_id));
    const states = await receivableStates(
      database,
      batch.map((row) => row.detail_id),
    );
    await outbox.append(
      states.map((state) =>
        newEvent(
          isNew.has(state.receivableId)
            ? ReceivableImportedV1
            : state.openItem
              ? ReceivableUpdatedV1
              : ReceivableClosedV1,
          state.receivableId,
          state,
          state.version,
        ),
      ),
    );
    after = last.row_no;
    done += batch.length;
    await onProgress(done);
  }
};

const inBatches = async <Item>(
  items: readonly Item[],
  work: (batch: readonly Item[]) => Promise<unknown>,
): Promise<void> => {
  for (let start = 0; start < items.length; start += 5_000) await work(items.slice(start, start + 5_000));
};
