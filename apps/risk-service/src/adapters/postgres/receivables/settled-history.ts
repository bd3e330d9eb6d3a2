import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { AccountId } from '../../../domain/score/invoice.ts';
import type { PastInvoice, SettledHistory } from '../../../ports/settled-history.ts';

/** Invoices of the past in `settled_invoice`: one statement a batch, the newest as-of date wins, the same again is no change. */
export const postgresSettledHistory = (database: Database): SettledHistory => ({
  keep: async (invoices) => {
    if (invoices.length === 0) return [];
    const rows = await database.query<{ account_id: AccountId }>(sql`
      with kept as (
        insert into settled_invoice as known
          (source, entity, invoice_number, account_number, account_name, client_number, invoice_date, due_date,
           settled_on, total_minor, currency, disputed, as_of, import_id)
        select * from jsonb_to_recordset(${JSON.stringify(invoices.map(toRecord))}::jsonb) as received
             (source text, entity text, invoice_number text, account_number text, account_name text,
              client_number text, invoice_date date, due_date date, settled_on date, total_minor bigint,
              currency text, disputed boolean, as_of date, import_id uuid)
         order by source, entity, invoice_number
        on conflict (source, entity, invoice_number) do update set
           account_number = excluded.account_number, account_name = excluded.account_name,
           client_number = excluded.client_number, invoice_date = excluded.invoice_date,
           due_date = excluded.due_date, settled_on = excluded.settled_on, total_minor = excluded.total_minor,
           currency = excluded.currency, disputed = excluded.disputed, as_of = excluded.as_of,
           import_id = excluded.import_id
         where known.as_of <= excluded.as_of
           and (known.account_number, known.invoice_date, known.due_date, known.settled_on, known.total_minor,
                known.currency, known.disputed)
               is distinct from
               (excluded.account_number, excluded.invoice_date, excluded.due_date, excluded.settled_on,
                excluded.total_minor, excluded.currency, excluded.disputed)
        returning source, account_number)
      select distinct account_id from kept
        join account on account.source = kept.source and account.number = kept.account_number
       order by account_id`);
    return rows.map((row) => row.account_id);
  },
});

const toRecord = (one: PastInvoice) => ({
  source: one.source,
  entity: one.entity,
  invoice_number: one.invoiceNumber,
  account_number: one.accountNumber,
  account_name: one.accountName,
  client_number: one.clientNumber,
  invoice_date: one.invoiceDate,
  due_date: one.dueDate,
  settled_on: one.settledOn,
  total_minor: one.total.minor.toString(),
  currency: one.total.currency,
  disputed: one.disputed,
  as_of: one.asOf,
  import_id: one.importId,
});
