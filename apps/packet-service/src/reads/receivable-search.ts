import type { Queries } from '@recoup/runtime/database/queries';
import { code, daysSince, exact, flag, oneOf, party, range, text } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { packetStatusCodes } from '../domain/packet/packet-status.ts';
import { inState } from './packet-lists.ts';
import { type ReceivableResource, type SearchRow, toSearchResource } from './receivable-search-row.ts';
import { visibleReceivables } from './scope-filter.ts';

const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 currency code such as USD');

/** The filters that the customer asked for (requirement W4). A party is found by its number or its name. */
export const receivableList = listOf<{ readonly today: string }>({
  name: 'receivables',
  id: 'r.billing_item_detail_id',
  filters: {
    entity: code('r.entity'),
    department: text('r.department'),
    deal: code('r.deal'),
    client: party('r.client_number', 'r.client_name'),
    clientId: exact(z.uuid(), 'r.client_id'),
    buyer: party('r.account_number', 'r.account_name'),
    agent: party('r.agent_number', 'r.agent_name'),
    invoiceNumber: code('r.invoice_number'),
    invoiceDate: range('day', 'r.invoice_date'),
    commission: range('amount', 'r.commission'),
    ageDays: daysSince('r.invoice_date', 'the invoice date'),
    overdueDays: daysSince('r.due_date', 'the due date'),
    currency: exact(currencyCode, 'r.currency'),
    packetName: text('p.packet_name'),
    packetStatus: oneOf(packetStatusCodes, 'p.packet_status_cd'),
    packetState: inState,
    inPacket: flag(sql`link.write_off_packet_id is not null`),
    writeOffRecommended: flag(sql`recommended.billing_item_detail_id is not null`),
    open: flag(sql`r.open_item_ind`),
  },
  // Each has an index that begins with it.
  sorts: {
    invoiceDate: by('r.invoice_date'),
    dueDate: by('r.due_date'),
    commission: by('r.commission'),
    invoiceNumber: by('r.invoice_number'),
    receivableId: by('r.billing_item_detail_id'),
  },
  defaultSort: 'invoiceDate',
});

/** A page of the receivables found, of those that the person may see. */
export const searchReceivables = async (
  database: Queries,
  actor: Actor,
  today: string,
  { key, where, order, page }: PageAsked,
): Promise<Page<ReceivableResource>> => {
  const rows = await database.query<SearchRow & { readonly listKey: ListKey }>(sql`
    select r.*, ${today}::date - r.invoice_date as age_days, ${today}::date - r.due_date as overdue_days,
           p.write_off_packet_id, p.packet_name, p.packet_status_cd, p.current_approver_role,
           recommended.reason as recommended_reason, recommended.recommended_dt, ${key}
      from receivable r
      left join packet_receivable link on link.billing_item_detail_id = r.billing_item_detail_id and link.live
      left join write_off_packet p on p.write_off_packet_id = link.write_off_packet_id
      left join write_off_recommendation recommended on recommended.billing_item_detail_id = r.billing_item_detail_id
     where ${visibleReceivables(actor)} and ${where} ${order}`);
  return page(rows, toSearchResource);
};
