import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { code, daysSince, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { day } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { criteria } from '../domain/eligibility/eligibility.ts';
import { moneyOf } from './wire.ts';

export const lineResource = z.object({
  receivableId: z.uuid(),
  invoiceNumber: z.string(),
  invoiceDate: day,
  dueDate: day,
  ageDays: z.int(),
  overdueDays: z.int(),
  entity: z.string(),
  department: z.string(),
  deal: z.string(),
  debtor: z.string(),
  commission: money.describe('open revenue; frozen at submission'),
  outstanding: money,
  criterion: z.enum(criteria).nullable().describe("the receivable's own, or else the packet's"),
  ownCriterion: z.enum(criteria).nullable(),
  usePacketDocument: z.boolean(),
  documents: z.int().describe('number of documents attached to this receivable'),
  comment: z.string().nullable().describe('the newest comment'),
  writeOffStatusCd: z.string().nullable(),
  openItem: z.boolean(),
});

type LineRow = {
  readonly billing_item_detail_id: string;
  readonly invoice_number: string;
  readonly invoice_date: string;
  readonly due_date: string;
  readonly age_days: number;
  readonly overdue_days: number;
  readonly entity: string;
  readonly department: string;
  readonly deal: string;
  readonly account_name: string;
  readonly currency: string;
  readonly commission: string;
  readonly outstanding: string;
  readonly criterion: (typeof criteria)[number] | null;
  readonly own_criterion: (typeof criteria)[number] | null;
  readonly use_packet_document_ind: boolean;
  readonly documents: number;
  readonly comment: string | null;
  readonly write_off_status_cd: string | null;
  readonly open_item_ind: boolean;
};

export const packetLineList = listOf<{ readonly today: string }>({
  name: 'packet-lines',
  id: 'r.billing_item_detail_id',
  filters: {
    invoiceNumber: code('r.invoice_number'),
    invoiceDate: range('day', 'r.invoice_date'),
    overdueDays: daysSince('r.due_date', 'the due date'),
  },
  sorts: {
    receivableId: by('r.billing_item_detail_id'),
    invoiceNumber: by('r.invoice_number'),
    invoiceDate: by('r.invoice_date'),
    dueDate: by('r.due_date'),
  },
  defaultSort: 'receivableId',
});

/** A page of the receivables of a packet. */
export const packetLines = async (
  database: Queries,
  packetId: string,
  today: string,
  asked: PageAsked,
): Promise<Page<z.infer<typeof lineResource>>> => {
  const rows = await database.query<LineRow & { readonly listKey: ListKey }>(sql`
    select r.billing_item_detail_id, r.invoice_number, r.invoice_date, r.due_date, ${today}::date - r.invoice_date as age_days,
           ${today}::date - r.due_date as overdue_days, r.entity, r.department, r.deal, r.account_name, r.currency,
           r.write_off_status_cd, r.open_item_ind, link.use_packet_document_ind,
           case when draft then r.open_revenue_minor else link.commission_minor end as commission,
           case when draft then r.open_revenue_minor + r.open_payable_minor + r.open_tax_minor + r.open_fee_minor
                else link.commission_minor + link.payable_minor + link.tax_minor + link.fee_minor end as outstanding,
           coalesce(link.eligibility_criteria_cd, p.packet_eligibility_criteria_cd) as criterion,
           link.eligibility_criteria_cd as own_criterion,
           (select count(*)::int from packet_document document
             where document.write_off_packet_id = link.write_off_packet_id
               and document.billing_item_detail_id = r.billing_item_detail_id) as documents,
           (select comment_text from packet_comment comment
             where comment.write_off_packet_id = link.write_off_packet_id
               and comment.billing_item_detail_id = r.billing_item_detail_id
             order by version desc limit 1) as comment, ${asked.key}
      from packet_receivable link
      join write_off_packet p using (write_off_packet_id)
      join receivable r using (billing_item_detail_id)
     cross join lateral (select p.packet_status_cd = 'DRAFT' or p.packet_status_cd like 'REJECTED\\_%'
                                or link.commission_minor is null as draft) state
     where link.write_off_packet_id = ${packetId} and ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => ({
    receivableId: row.billing_item_detail_id,
    invoiceNumber: row.invoice_number,
    invoiceDate: row.invoice_date,
    dueDate: row.due_date,
    ageDays: row.age_days,
    overdueDays: row.overdue_days,
    entity: row.entity,
    department: row.department,
    deal: row.deal,
    debtor: row.account_name,
    commission: moneyOf(row.commission, row.currency),
    outstanding: moneyOf(row.outstanding, row.currency),
    criterion: row.criterion,
    ownCriterion: row.own_criterion,
    usePacketDocument: row.use_packet_document_ind,
    documents: row.documents,
    comment: row.comment,
    writeOffStatusCd: row.write_off_status_cd,
    openItem: row.open_item_ind,
  }));
};
