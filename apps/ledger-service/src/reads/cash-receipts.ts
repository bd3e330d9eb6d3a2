import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { type MinorAmount, moneyOf } from './money.ts';
import { newestDocuments, oneDocument } from './packet-documents.ts';

export const cashReceipt = z.object({
  cashReceiptId: z.uuid(),
  receiptNo: z.string(),
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
      kind: z.enum(['WRITE_OFF', 'REVERSAL']),
      statusCd: z.string(),
      applications: z.int(),
      amount: money,
    }),
  ),
});
export type CashReceipt = z.infer<typeof cashReceipt>;

const table = { id: sql`cash_receipt_id`, packetId: sql`cash_receipt.packet_id` };

export const cashReceipts = (
  database: Queries,
  actor: Actor,
  wanted: Parameters<typeof newestDocuments>[2],
) => select(database, newestDocuments(table, actor, wanted));

export const findCashReceipt = async (
  database: Queries,
  actor: Actor,
  id: string,
): Promise<CashReceipt | undefined> => {
  const [one] = await select(database, oneDocument(table, actor, id));
  return one;
};

const select = async (database: Queries, where: RawBuilder<unknown>): Promise<readonly CashReceipt[]> => {
  type Row = Omit<CashReceipt, 'amount' | 'worksheets'> &
    MinorAmount & {
      readonly worksheets: readonly (Omit<CashReceipt['worksheets'][number], 'amount'> & {
        readonly minor: string;
      })[];
    };
  const rows = await database.query<Row>(sql`
    select cash_receipt_id as "cashReceiptId", receipt_no as "receiptNo", receipt_type_cd as "receiptTypeCd",
           status_cd as "statusCd", packet_id as "packetId", amount_minor as minor, currency,
           accounting_date as "accountingDate", created_at as "createdAt", created_by as "createdBy",
           (select jsonb_agg(jsonb_build_object('worksheetId', worksheet_id, 'kind', kind, 'statusCd', status_cd,
                     'applications', applied.number, 'minor', applied.minor) order by worksheet_id)
              from cash_receipt_worksheet worksheet
             cross join lateral (select count(*) as number, sum(amount_minor)::text as minor
                                   from cash_receipt_application where worksheet_id = worksheet.worksheet_id) applied
             where worksheet.cash_receipt_id = cash_receipt.cash_receipt_id) as worksheets
      from cash_receipt ${where}`);
  return rows.map(({ minor, currency, worksheets, ...row }) => ({
    ...row,
    createdAt: instantText(row.createdAt),
    amount: moneyOf({ minor, currency }),
    worksheets: worksheets.map(({ minor: applied, ...worksheet }) => ({
      ...worksheet,
      amount: moneyOf({ minor: applied, currency }),
    })),
  }));
};
