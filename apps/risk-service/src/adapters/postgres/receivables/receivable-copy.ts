import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { AccountId, ReceivableId } from '../../../domain/score/invoice.ts';
import type { ReceivableCopy, ReceivableState } from '../../../ports/receivable-copy.ts';

/** The copy in `receivable`: one statement a batch, the highest version wins. */
export const postgresReceivableCopy = (database: Database): ReceivableCopy => ({
  keep: async (states) => {
    if (states.length === 0) return [];
    const kept = await database.query<{ receivable_id: ReceivableId; account_id: AccountId }>(sql`
      insert into receivable as known
        (receivable_id, version, account_id, account_name, client_id, client_name, entity, department, invoice_number,
         invoice_date, due_date, currency, billed_minor, open_minor, dispute_open, dispute_reason, open_item,
         write_off_status, packet_id, written_off_minor, settled_on)
      select receivable_id, version, account_id, account_name, client_id, client_name, entity, department,
             invoice_number, invoice_date, due_date, currency, billed_minor, open_minor, dispute_open, dispute_reason,
             open_item, write_off_status, packet_id,
             case when write_off_status = 'WRITTEN_OFF' then billed_minor - open_minor end,
             case when not open_item and write_off_status is distinct from 'WRITTEN_OFF' then as_of end
        from jsonb_to_recordset(${JSON.stringify(states.map(toRecord))}::jsonb) as state
             (receivable_id uuid, version int, account_id uuid, account_name text, client_id uuid, client_name text,
              entity text, department text, invoice_number text, invoice_date date, due_date date, currency text,
              billed_minor bigint, open_minor bigint, dispute_open boolean, dispute_reason text, open_item boolean,
              write_off_status text, packet_id uuid, as_of date)
       order by receivable_id
      on conflict (receivable_id) do update set
         version = excluded.version, account_id = excluded.account_id, account_name = excluded.account_name,
         client_id = excluded.client_id, client_name = excluded.client_name, entity = excluded.entity,
         department = excluded.department, invoice_number = excluded.invoice_number,
         invoice_date = excluded.invoice_date, due_date = excluded.due_date, currency = excluded.currency,
         billed_minor = excluded.billed_minor, open_minor = excluded.open_minor,
         dispute_open = excluded.dispute_open, dispute_reason = excluded.dispute_reason,
         open_item = excluded.open_item, write_off_status = excluded.write_off_status,
         packet_id = excluded.packet_id,
         written_off_minor = case
           when excluded.write_off_status is distinct from 'WRITTEN_OFF' then null
           when known.write_off_status = 'WRITTEN_OFF' then known.written_off_minor
           else known.open_minor - excluded.open_minor end,
         settled_on = case when excluded.settled_on is null then null
                           else coalesce(known.settled_on, excluded.settled_on) end
       where known.version < excluded.version
      returning receivable_id, account_id`);
    await keepAccounts(database, states);
    return kept.map((row) => ({ receivableId: row.receivable_id, accountId: row.account_id }));
  },
});

/** By what number the source knows each account, so that its invoices of the past are found. */
const keepAccounts = async (database: Database, states: readonly ReceivableState[]): Promise<void> => {
  const accounts = [...new Map(states.map((state) => [state.accountId, state])).values()];
  await database.query(sql`
    insert into account (account_id, source, number)
    select * from unnest(${accounts.map(({ accountId }) => accountId)}::uuid[],
                         ${accounts.map(({ source }) => source)}::text[],
                         ${accounts.map(({ accountNumber }) => accountNumber)}::text[]) as stated (account_id, source, number)
     order by account_id
    on conflict do nothing`);
};

const toRecord = (state: ReceivableState) => ({
  receivable_id: state.receivableId,
  version: state.version,
  account_id: state.accountId,
  account_name: state.accountName,
  client_id: state.clientId,
  client_name: state.clientName,
  entity: state.entity,
  department: state.department,
  invoice_number: state.invoiceNumber,
  invoice_date: state.invoiceDate,
  due_date: state.dueDate,
  currency: state.open.currency,
  billed_minor: String(state.billed.minor),
  open_minor: String(state.open.minor),
  dispute_open: state.dispute.open,
  dispute_reason: state.dispute.reason,
  open_item: state.openItem,
  write_off_status: state.writeOffStatus,
  packet_id: state.packetId,
  as_of: state.asOf,
});
