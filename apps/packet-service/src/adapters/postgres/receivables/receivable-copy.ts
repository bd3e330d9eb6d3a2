import type { ReceivableState } from '@recoup/contracts/receivable.v1';
import { exponentOf } from '@recoup/domain/currency';
import { parseAmount } from '@recoup/domain/money';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import { currencyOf } from '../packets/packet-mapper.ts';

/** Keeps the ledger's receivables as they now stand, in one statement for a batch; an older version changes nothing. */
export const keepReceivables =
  (database: Database) =>
  async (states: readonly ReceivableState[]): Promise<void> => {
    await database.query(sql`
      insert into receivable as kept (
             billing_item_detail_id, version, entity, department, deal, client_id, client_number, client_name, account_id,
             account_number, account_name, agent_number, agent_name, invoice_number, invoice_date, due_date, currency,
             currency_exponent, open_revenue_minor, open_payable_minor, open_tax_minor, open_fee_minor, open_item_ind,
             write_off_status_cd, exclude_from_cecl_ind, dispute_open, dispute_reason, as_of)
      select row.* from jsonb_to_recordset(${JSON.stringify(states.map(toRow))}::jsonb) as row (
             id uuid, version int, entity text, department text, deal text, client_id uuid, client_number text,
             client_name text, account_id uuid, account_number text, account_name text, agent_number text,
             agent_name text, invoice_number text, invoice_date date, due_date date, currency text, exponent int,
             revenue bigint, payable bigint, tax bigint, fee bigint, open_item boolean, write_off_status text,
             exclude_from_cecl boolean, dispute_open boolean, dispute_reason text, as_of date)
       order by id
      on conflict (billing_item_detail_id) do update set
             version = excluded.version, entity = excluded.entity, department = excluded.department, deal = excluded.deal,
             client_id = excluded.client_id, client_number = excluded.client_number, client_name = excluded.client_name,
             account_id = excluded.account_id, account_number = excluded.account_number,
             account_name = excluded.account_name, agent_number = excluded.agent_number, agent_name = excluded.agent_name,
             invoice_number = excluded.invoice_number, invoice_date = excluded.invoice_date, due_date = excluded.due_date,
             currency = excluded.currency, currency_exponent = excluded.currency_exponent,
             open_revenue_minor = excluded.open_revenue_minor, open_payable_minor = excluded.open_payable_minor,
             open_tax_minor = excluded.open_tax_minor, open_fee_minor = excluded.open_fee_minor,
             open_item_ind = excluded.open_item_ind, write_off_status_cd = excluded.write_off_status_cd,
             exclude_from_cecl_ind = excluded.exclude_from_cecl_ind, dispute_open = excluded.dispute_open,
             dispute_reason = excluded.dispute_reason, as_of = excluded.as_of
       where kept.version < excluded.version`);
  };

const toRow = (state: ReceivableState) => {
  const currency = currencyOf(state.currency);
  const minor = (text: string) => {
    const read = parseAmount(text, currency);
    if (!read.ok) throw new RangeError(`${text} is no amount in ${currency}: ${read.refusal}`);
    return read.value.minor.toString();
  };
  return {
    id: state.receivableId,
    version: state.version,
    entity: state.entity,
    department: state.department,
    deal: state.deal,
    client_id: state.client.clientId,
    client_number: state.client.number,
    client_name: state.client.name,
    account_id: state.account.accountId,
    account_number: state.account.number,
    account_name: state.account.name,
    agent_number: state.agent?.number ?? null,
    agent_name: state.agent?.name ?? null,
    invoice_number: state.invoiceNumber,
    invoice_date: state.invoiceDate,
    due_date: state.dueDate,
    currency: state.currency,
    exponent: exponentOf(currency),
    revenue: minor(state.open.revenue),
    payable: minor(state.open.payable),
    tax: minor(state.open.tax),
    fee: minor(state.open.fee),
    open_item: state.openItem,
    write_off_status: state.writeOffStatus,
    exclude_from_cecl: state.excludeFromCecl,
    dispute_open: state.dispute.open,
    dispute_reason: state.dispute.reason,
    as_of: state.asOf,
  };
};
