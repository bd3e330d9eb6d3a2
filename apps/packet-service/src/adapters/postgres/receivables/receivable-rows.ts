import { storedCurrency } from '@recoup/domain/currency';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Candidate } from '../../../domain/packet/add-lines.ts';
import type { Receivable, ReceivableId } from '../../../domain/receivable/receivable.ts';
import { storedDay } from '../stored-day.ts';

/** A receivable's row as SQL hands it over: dates and 64-bit integers as text. */
export type ReceivableRow = {
  readonly billing_item_detail_id: ReceivableId;
  readonly entity: string;
  readonly department: string;
  readonly deal: string;
  readonly client_id: string;
  readonly client_number: string;
  readonly client_name: string;
  readonly account_id: string;
  readonly account_number: string;
  readonly account_name: string;
  readonly invoice_number: string;
  readonly invoice_date: string;
  readonly due_date: string;
  readonly currency: string;
  readonly gl_reference: string | null;
  readonly open_revenue_minor: string;
  readonly open_payable_minor: string;
  readonly open_tax_minor: string;
  readonly open_fee_minor: string;
};

/** The columns of `ReceivableRow`, of the table under the alias `r`. */
export const receivableColumns = sql.raw(`
  r.billing_item_detail_id, r.entity, r.department, r.deal, r.client_id, r.client_number, r.client_name, r.account_id,
  r.account_number, r.account_name, r.invoice_number, r.invoice_date, r.due_date, r.currency, r.gl_reference, r.open_revenue_minor,
  r.open_payable_minor, r.open_tax_minor, r.open_fee_minor`);

export const toReceivable = (row: ReceivableRow): Receivable => ({
  id: row.billing_item_detail_id,
  entity: row.entity,
  department: row.department,
  deal: row.deal,
  client: { id: row.client_id, number: row.client_number, name: row.client_name },
  debtor: { id: row.account_id, number: row.account_number, name: row.account_name },
  invoiceNumber: row.invoice_number,
  invoiceDate: storedDay(row.invoice_date),
  dueDate: storedDay(row.due_date),
  currency: storedCurrency(row.currency),
  glReference: row.gl_reference,
  open: {
    revenue: BigInt(row.open_revenue_minor),
    payable: BigInt(row.open_payable_minor),
    tax: BigInt(row.open_tax_minor),
    fee: BigInt(row.open_fee_minor),
  },
});

/** The receivables asked for, each with the live packet that holds it; those unknown are left out. */
export const findCandidates = async (
  database: Database,
  ids: readonly ReceivableId[],
): Promise<readonly Candidate[]> => {
  const rows = await database.query<
    ReceivableRow & { held_by: string | null; held_by_name: string | null }
  >(sql`
    select ${receivableColumns}, packet.write_off_packet_id as held_by, packet.packet_name as held_by_name
      from receivable r
      left join packet_receivable link on link.billing_item_detail_id = r.billing_item_detail_id and link.live
      left join write_off_packet packet on packet.write_off_packet_id = link.write_off_packet_id
     where r.billing_item_detail_id = any (${ids}::uuid[])
     order by r.billing_item_detail_id`);
  return rows.map((row) => ({
    receivable: toReceivable(row),
    heldBy: row.held_by ? { packetId: row.held_by, name: row.held_by_name ?? '' } : null,
  }));
};
