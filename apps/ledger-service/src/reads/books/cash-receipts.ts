import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { code, exact, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { type MinorAmount, moneyOf } from '../money.ts';
import { isNarrow } from '../narrow-scope.ts';
import { coveredItems } from '../scope.ts';
import { askedDocuments, oneDocument } from './packet-documents.ts';

export const cashReceipt = z.object({
  cashReceiptId: z.uuid(),
  receiptNo: z.string().nullable().describe('given together with the seal, within seconds; null until then'),
  receiptTypeCd: z.string(),
  statusCd: z.string(),
  packetId: z.uuid(),
  amount: money,
  accountingDate: z.iso.date(),
  createdAt: instant,
  createdBy: z.string(),
  worksheets: z.array(
    z.object({
      worksheetId: z.uuid(),
      kind: z.enum(['APPLICATION', 'REVERSAL']),
      statusCd: z.string(),
      applications: z.int(),
      amount: money,
    }),
  ),
});
export type CashReceipt = z.infer<typeof cashReceipt>;

const table = { id: sql`receipt.cash_receipt_id`, packetId: sql`receipt.packet_id` };

export const cashReceiptList = listOf({
  name: 'cash-receipts',
  id: 'receipt.cash_receipt_id',
  filters: {
    packetId: exact(z.uuid(), 'receipt.packet_id'),
    receiptNo: code('receipt.receipt_no'),
    accountingDate: range('day', 'receipt.accounting_date'),
    createdAt: range('instant', 'receipt.created_at'),
  },
  sorts: {
    cashReceiptId: by('receipt.cash_receipt_id'),
    accountingDate: by('receipt.accounting_date'),
  },
  defaultSort: '-cashReceiptId',
});

/** A page of the cash receipts with their worksheets. */
export const cashReceipts = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const narrowed = (await isNarrow(database, actor)) ? ofCoveredItems(actor) : sql`true`;
  const rows = await database.query<Row & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${asked.key} from ${receipts} ${askedDocuments(table, actor, asked, narrowed)}`);
  return asked.page(rows, toCashReceipt);
};

/** Receipts of packets in which some item is that the roles of the person cover. */
const ofCoveredItems = (actor: Actor): RawBuilder<unknown> => sql`
  receipt.cash_receipt_id = any (array(
    select cash_receipt_id from billing_item item join billing_item_detail using (billing_item_id)
      join receivable_movement movement using (billing_item_detail_id) join cash_receipt_worksheet using (worksheet_id)
     where ${coveredItems(actor)}))`;

export const findCashReceipt = async (
  database: Queries,
  actor: Actor,
  id: string,
): Promise<CashReceipt | undefined> => {
  const [row] = await database.query<Row>(sql`
    select ${columns} from ${receipts} ${oneDocument(table, actor, id)}`);
  return row && toCashReceipt(row);
};

type Row = Omit<CashReceipt, 'amount' | 'worksheets'> &
  MinorAmount & {
    readonly worksheets: readonly (Omit<CashReceipt['worksheets'][number], 'amount'> & {
      readonly minor: string;
    })[];
  };

/** Write-off receipts; they are worth their amount on the day on which the entity that came first posted them. */
const receipts = sql.raw(`(
  select cash_receipt.*, write_off_receipt.packet_id, book_number.number as receipt_no,
         (select status_cd from cash_receipt_status status where status.cash_receipt_id = cash_receipt.cash_receipt_id
           order by since desc limit 1) as status_cd,
         value_date as accounting_date
    from cash_receipt join write_off_receipt using (cash_receipt_id) left join book_number using (cash_receipt_id)) receipt`);

const columns = sql.raw(`
  cash_receipt_id as "cashReceiptId", receipt_no as "receiptNo", receipt_type_cd as "receiptTypeCd",
  status_cd as "statusCd", packet_id as "packetId", amount_minor as minor, currency,
  accounting_date as "accountingDate", created_at as "createdAt", created_by as "createdBy",
  (select jsonb_agg(jsonb_build_object('worksheetId', worksheet_id, 'kind', kind, 'statusCd', status.status_cd,
            'applications', applied.number, 'minor', applied.minor) order by worksheet_id)
     from cash_receipt_worksheet worksheet
    cross join lateral (select count(*) as number, sum(amount_minor)::text as minor
                          from cash_receipt_application where worksheet_id = worksheet.worksheet_id) applied
    cross join lateral (select status_cd from worksheet_status
                         where worksheet_id = worksheet.worksheet_id order by since desc limit 1) status
    where worksheet.cash_receipt_id = receipt.cash_receipt_id) as worksheets`);

const toCashReceipt = ({ minor, currency, worksheets, ...row }: Row): CashReceipt => ({
  ...row,
  createdAt: instantText(row.createdAt),
  amount: moneyOf({ minor, currency }),
  worksheets: worksheets.map(({ minor: applied, ...worksheet }) => ({
    ...worksheet,
    amount: moneyOf({ minor: applied, currency }),
  })),
});
