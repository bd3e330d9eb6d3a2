import {
  ReceivableClosedV1,
  ReceivableImportedV1,
  ReceivableUpdatedV1,
} from '@recoup/contracts/receivable.v1';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { newId } from '@recoup/runtime/process/ids';
import { type RawBuilder, sql } from 'kysely';
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
     where ${knownParty(kind, source, sql.ref('staged.number'))} is null`);
  await inBatches(unknown, (batch) =>
    database.query(sql`
      insert into ${names.table} (${names.id}, source, number, name)
      select id, ${source}, number, name
        from unnest(${batch.map(newId)}::uuid[], ${batch.map((one) => one.number)}::text[],
                    ${batch.map((one) => one.name)}::text[]) as party (id, number, name)
      on conflict (source, number) do nothing`),
  );
};

/**
 * A party of the source by its number, asked for row by row through its unique key. In a join the planner would take a source that
 * its statistics do not know yet for a single row, and compare every staged row with every party.
 */
const knownParty = (kind: 'client' | 'account', source: string, number: RawBuilder<unknown>) =>
  kind === 'client'
    ? sql`(select client_id from client where client.source = ${source} and client.number = ${number})`
    : sql`(select account_id from account where account.source = ${source} and account.number = ${number})`;

/** The agreements that staged rows speak of and that are not there yet. */
export const unknownAgreements = (importId: string, source: string) => sql`
  select account_id, deal
    from (select ${knownParty('account', source, sql.ref('staged.debtor_number'))} as account_id, staged.deal
            from (select distinct debtor_number, deal
                    from import_row where import_id = ${importId} and not invalid) staged) wanted
   where (select agreement_id from agreement
           where agreement.account_id = wanted.account_id and agreement.deal = wanted.deal) is null`;

const ensureAgreements = async (database: Database, importId: string, source: string): Promise<void> => {
  const unknown = await database.query<{ account_id: string; deal: string }>(
    unknownAgreements(importId, source),
  );
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
    select new_item_id, ${source}, entity, invoice_number, department, client_id, account_id,
           (select agreement_id from agreement
             where agreement.account_id = staged.account_id and agreement.deal = staged.deal),
           agent_number, agent_name, invoice_date, due_date, currency, true
      from (select import_row.*, ${knownParty('client', source, sql.ref('client_number'))} as client_id,
                   ${knownParty('account', source, sql.ref('debtor_number'))} as account_id
              from import_row where import_id = ${importId} and effect = 'new' and not invalid) staged`);
  await database.query(sql`
    insert into billing_item_detail
      (billing_item_detail_id, billing_item_id, rev_billed_minor, pay_billed_minor, tax_billed_minor, fee_billed_minor,
       rev_open_minor, pay_open_minor, tax_open_minor, fee_open_minor, dispute_open, dispute_reason, collection_class,
       as_of, import_id)
    select new_detail_id, new_item_id, rev_minor, pay_minor, tax_minor, fee_minor, rev_minor, pay_minor, tax_minor,
           fee_minor, dispute_open, dispute_reason, collection_class, ${asOf}::date, import_id
      from import_row where import_id = ${importId} and effect = 'new' and not invalid`);
};

/** Found by primary keys alone, since the planner guesses what the staging table holds. */
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
