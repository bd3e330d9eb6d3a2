import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { day } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { criteria, documentKinds } from '../domain/eligibility/eligibility.ts';
import { warningCodes } from '../domain/packet/submission-record.ts';
import { moneyOf } from './wire.ts';

export const submittedLineResource = z.object({
  receivableId: z.uuid(),
  invoiceNumber: z.string(),
  invoiceDate: day,
  dueDate: day,
  entity: z.string(),
  department: z.string(),
  deal: z.string(),
  commission: money,
  outstanding: money,
  criterion: z.enum(criteria),
  usePacketDocument: z.boolean(),
  warnings: z.array(z.enum(warningCodes)),
  comment: z.string().nullable().describe('the newest of that moment'),
});

type SubmittedLineRow = {
  readonly id: string;
  readonly frozen: { readonly invoiceNumber: string; readonly entity: string } & {
    readonly department: string;
    readonly deal: string;
    readonly currency: string;
  };
  readonly invoice_date: string;
  readonly due_date: string;
  readonly commission_minor: string;
  readonly outstanding: string;
  readonly eligibility_criteria_cd: (typeof criteria)[number];
  readonly use_packet_document_ind: boolean;
  readonly warnings: readonly (typeof warningCodes)[number][];
  readonly comment: string | null;
};

export const submittedLineList = listOf({
  name: 'submitted-lines',
  id: 'line.billing_item_detail_id',
  filters: {},
  sorts: { receivableId: by('line.billing_item_detail_id') },
  defaultSort: 'receivableId',
});

/** A page of the receivables of one submission, as approvers were shown them. */
export const submittedLines = async (
  database: Queries,
  packetId: string,
  attempt: number,
  { key, where, order, page }: PageAsked,
): Promise<Page<z.infer<typeof submittedLineResource>>> => {
  const rows = await database.query<SubmittedLineRow & { readonly listKey: ListKey }>(sql`
    select line.*, line.billing_item_detail_id as id, line.canonical_text::jsonb as frozen,
           line.commission_minor + line.payable_minor + line.tax_minor + line.fee_minor as outstanding,
           (select comment_text from packet_comment comment
             where comment.write_off_packet_id = submission.write_off_packet_id
               and comment.billing_item_detail_id = line.billing_item_detail_id
               and comment.version = line.comment_version) as comment, ${key}
      from packet_submission submission join packet_submission_line line using (packet_submission_id)
     where submission.write_off_packet_id = ${packetId} and submission.attempt = ${attempt} and ${where} ${order}`);
  return page(rows, (row) => ({
    receivableId: row.id,
    invoiceNumber: row.frozen.invoiceNumber,
    invoiceDate: row.invoice_date,
    dueDate: row.due_date,
    entity: row.frozen.entity,
    department: row.frozen.department,
    deal: row.frozen.deal,
    commission: moneyOf(row.commission_minor, row.frozen.currency),
    outstanding: moneyOf(row.outstanding, row.frozen.currency),
    criterion: row.eligibility_criteria_cd,
    usePacketDocument: row.use_packet_document_ind,
    warnings: [...row.warnings],
    comment: row.comment,
  }));
};

export const submittedDocumentResource = z.object({
  documentId: z.uuid(),
  receivableId: z.uuid().nullable().describe('null for a document of the whole packet'),
  kind: z.enum(documentKinds),
  sha256: z.string(),
});

export const submittedDocumentList = listOf({
  name: 'submitted-documents',
  id: 'document.packet_document_id',
  filters: {},
  sorts: { documentId: by('document.packet_document_id') },
  defaultSort: 'documentId',
});

/** A page of the documents that one submission rested on. */
export const submittedDocuments = async (
  database: Queries,
  packetId: string,
  attempt: number,
  { key, where, order, page }: PageAsked,
): Promise<Page<z.infer<typeof submittedDocumentResource>>> => {
  const rows = await database.query<
    z.infer<typeof submittedDocumentResource> & { readonly listKey: ListKey }
  >(sql`
    select document.packet_document_id as "documentId", document.billing_item_detail_id as "receivableId",
           document.document_kind_cd as kind, document.sha256, ${key}
      from packet_submission submission join packet_submission_document document using (packet_submission_id)
     where submission.write_off_packet_id = ${packetId} and submission.attempt = ${attempt} and ${where} ${order}`);
  return page(rows, ({ documentId, receivableId, kind, sha256 }) => ({
    documentId,
    receivableId,
    kind,
    sha256,
  }));
};
