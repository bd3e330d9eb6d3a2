import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { code, daysSince, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { day } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { criteria } from '../domain/eligibility/eligibility.ts';
import { warningCodes } from '../domain/packet/submission-record.ts';
import { moneyOf, optional } from './wire.ts';

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
  warnings: z.array(z.enum(warningCodes)).describe('what approvers should know, as it was at submission'),
  outcome: z
    .enum(['AS_APPROVED', 'LOWERED', 'DROPPED', 'NOT_STATED'])
    .nullable()
    .describe('what the ledger did; NOT_STATED where it named more receivables than a message holds'),
  executed: money.nullable().describe('of all sides; null before the execution and where not stated'),
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
  readonly warnings: z.infer<typeof lineResource>['warnings'] | null;
  readonly outcome: z.infer<typeof lineResource>['outcome'];
  readonly executed: string | null;
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
    invoiceNumber: code('shown.invoice_number'),
    invoiceDate: range('day', 'shown.invoice_date'),
    overdueDays: daysSince('shown.due_date', 'the due date'),
  },
  sorts: {
    receivableId: by('r.billing_item_detail_id'),
    invoiceNumber: by('shown.invoice_number'),
    invoiceDate: by('shown.invoice_date'),
    dueDate: by('shown.due_date'),
  },
  defaultSort: 'receivableId',
});

const asSubmitted = sql`
  frozen.canonical_text::jsonb ->> 'invoiceNumber' as invoice_number, frozen.canonical_text::jsonb ->> 'entity' as entity,
  frozen.canonical_text::jsonb ->> 'department' as department, frozen.canonical_text::jsonb ->> 'deal' as deal,
  frozen.invoice_date, frozen.due_date, frozen.commission_minor as commission,
  frozen.commission_minor + frozen.payable_minor + frozen.tax_minor + frozen.fee_minor as outstanding,
  frozen.eligibility_criteria_cd as criterion, frozen.use_packet_document_ind`;

const asItStands = sql`
  r.invoice_number, r.entity, r.department, r.deal, r.invoice_date, r.due_date, r.open_revenue_minor,
  r.open_revenue_minor + r.open_payable_minor + r.open_tax_minor + r.open_fee_minor,
  coalesce(link.eligibility_criteria_cd, p.packet_eligibility_criteria_cd), link.use_packet_document_ind`;

/** A page of the receivables of a packet: of a draft as they stand, of any other packet as they were submitted. */
export const packetLines = async (
  database: Queries,
  packetId: string,
  today: string,
  asked: PageAsked,
): Promise<Page<z.infer<typeof lineResource>>> => {
  const rows = await database.query<LineRow & { readonly listKey: ListKey }>(sql`
    select r.billing_item_detail_id, shown.*, ${today}::date - shown.invoice_date as age_days,
           ${today}::date - shown.due_date as overdue_days, r.account_name, r.currency, r.write_off_status_cd, r.open_item_ind,
           link.eligibility_criteria_cd as own_criterion, frozen.warnings, ended.outcome_cd as outcome,
           ended.executed_commission_minor + ended.executed_payable_minor + ended.executed_tax_minor + ended.executed_fee_minor
             as executed,
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
      left join packet_submission submission on submission.write_off_packet_id = p.write_off_packet_id
           and submission.attempt = p.submission_attempt
           and p.packet_status_cd <> 'DRAFT' and p.packet_status_cd not like 'REJECTED\\_%'
      left join packet_submission_line frozen on frozen.packet_submission_id = submission.packet_submission_id
           and frozen.billing_item_detail_id = link.billing_item_detail_id
      left join packet_execution_line ended on ended.write_off_packet_id = link.write_off_packet_id
           and ended.billing_item_detail_id = link.billing_item_detail_id
     cross join lateral (
           select ${asSubmitted}
            where frozen.packet_submission_id is not null
            union all
           select ${asItStands}
            where frozen.packet_submission_id is null) shown
     where link.write_off_packet_id = ${packetId} and link.removed_dt is null and ${asked.where} ${asked.order}`);
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
    warnings: row.warnings ?? [],
    outcome: row.outcome,
    executed: optional(row.executed, (minor) => moneyOf(minor, row.currency)),
    criterion: row.criterion,
    ownCriterion: row.own_criterion,
    usePacketDocument: row.use_packet_document_ind,
    documents: row.documents,
    comment: row.comment,
    writeOffStatusCd: row.write_off_status_cd,
    openItem: row.open_item_ind,
  }));
};
