import type { Database } from '@recoup/runtime/database/database';
import { cursorCodec, page } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import { listQuery, pageOf } from '@recoup/runtime/http/list-query';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { minorText } from '../../domain/books/amount-texts.ts';
import { coveredPackets } from './scope.ts';

const money = z.object({ amount: z.string(), currency: z.string() });
const byId = z.strictObject({ id: z.uuid() });
const ofPacket = z.strictObject({ ...listQuery, packetId: z.uuid().optional() });

const cashReceipt = z.object({
  cashReceiptId: z.uuid(),
  receiptNo: z.string(),
  receiptTypeCd: z.string(),
  statusCd: z.string(),
  packetId: z.uuid(),
  amount: money,
  accountingDate: z.iso.date(),
  createdAt: z.string(),
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

const journal = z.object({
  journalId: z.uuid(),
  kind: z.enum(['WRITE_OFF', 'RECOVERY']),
  packetId: z.uuid(),
  entity: z.string(),
  accountingDate: z.iso.date(),
  eventDate: z.iso.date(),
  policyVersion: z.string(),
  creditLossMethod: z.string(),
  payableSide: z.string(),
  actor: z.string(),
  approvalHash: z.string(),
  reversesJournalId: z.uuid().nullable(),
  balanced: z.boolean(),
  lines: z.array(
    z.object({
      lineNo: z.int(),
      account: z.string(),
      department: z.string(),
      debtor: z.string().nullable(),
      debit: money.nullable(),
      credit: money.nullable(),
    }),
  ),
});

const glPosting = z.object({
  glPostingId: z.uuid(),
  packetId: z.uuid(),
  kind: z.enum(['WRITE_OFF', 'RECOVERY']),
  entity: z.string(),
  total: money,
  externalId: z.string(),
  state: z.string(),
  documentId: z.string().nullable(),
  attempts: z.int(),
  errors: z.array(z.object({ code: z.string(), detail: z.string(), path: z.string().nullable() })),
  updatedAt: z.string(),
});

type Minor = { readonly minor: string; readonly currency: string };
const moneyOf = ({ minor, currency }: Minor) => ({ amount: minorText(BigInt(minor), currency), currency });

/** Receipts, journals and postings as they stand: read straight from the books, nothing here decides. */
export const bookRoutes = (database: Database, cursorSecret: string): readonly Endpoint[] => {
  const cursors = cursorCodec(cursorSecret);

  const listAndOne = <Item extends z.ZodObject>(book: {
    readonly path: string;
    readonly title: string;
    readonly item: Item;
    readonly idOf: (item: z.infer<Item>) => string;
    readonly select: (where: RawBuilder<unknown>) => Promise<readonly z.infer<Item>[]>;
    readonly id: RawBuilder<unknown>;
    /** Qualified, since the scope is asked in a query of its own below it. */
    readonly packetId: RawBuilder<unknown>;
  }): readonly Endpoint[] => [
    endpoint({
      method: 'get',
      path: book.path,
      summary: `${book.title}, newest first`,
      access: 'signed-in',
      query: ofPacket,
      answer: pageOf(book.item),
      handle: async ({ query, actor }) => {
        const after = query.after ? cursors.read(query.after, book.path)[0] : undefined;
        const found = await book.select(sql`
          where (${query.packetId ?? null}::uuid is null or packet_id = ${query.packetId ?? null}::uuid)
            and (${after ?? null}::uuid is null or ${book.id} < ${after ?? null}::uuid)
            and ${coveredPackets(actor, book.packetId)}
          order by ${book.id} desc limit ${query.limit + 1}`);
        return { body: page(found, query.limit, (last) => cursors.write(book.path, [book.idOf(last)])) };
      },
    }),
    endpoint({
      method: 'get',
      path: `${book.path}/{id}`,
      summary: `One of ${book.title.toLowerCase()}`,
      access: 'signed-in',
      params: byId,
      answer: book.item,
      handle: async ({ params, actor }) => {
        const [found] = await book.select(
          sql`where ${book.id} = ${params.id} and ${coveredPackets(actor, book.packetId)}`,
        );
        return found ? { body: found } : notFound('This record');
      },
    }),
  ];

  return [
    ...listAndOne({
      path: '/v1/cash-receipts',
      title: 'Cash receipts',
      item: cashReceipt,
      id: sql`cash_receipt_id`,
      packetId: sql`cash_receipt.packet_id`,
      idOf: (item) => item.cashReceiptId,
      select: (where) => selectReceipts(database, where),
    }),
    ...listAndOne({
      path: '/v1/journals',
      title: 'Journals',
      item: journal,
      id: sql`journal_id`,
      packetId: sql`journal.packet_id`,
      idOf: (item) => item.journalId,
      select: (where) => selectJournals(database, where),
    }),
    ...listAndOne({
      path: '/v1/gl-postings',
      title: 'Postings to the general ledger',
      item: glPosting,
      id: sql`gl_posting_id`,
      packetId: sql`gl_posting.packet_id`,
      idOf: (item) => item.glPostingId,
      select: (where) => selectPostings(database, where),
    }),
  ];
};

const selectReceipts = async (database: Database, where: RawBuilder<unknown>) => {
  type Row = Omit<z.infer<typeof cashReceipt>, 'amount' | 'worksheets'> &
    Minor & {
      readonly worksheets: readonly (Omit<z.infer<typeof cashReceipt>['worksheets'][number], 'amount'> & {
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
    amount: moneyOf({ minor, currency }),
    worksheets: worksheets.map(({ minor: applied, ...worksheet }) => ({
      ...worksheet,
      amount: moneyOf({ minor: applied, currency }),
    })),
  }));
};

const selectJournals = async (database: Database, where: RawBuilder<unknown>) => {
  type Line = {
    readonly lineNo: number;
    readonly account: string;
    readonly department: string;
    readonly debtor: string | null;
    readonly debit: string;
    readonly credit: string;
  };
  type Row = Omit<z.infer<typeof journal>, 'lines' | 'balanced'> & {
    readonly currency: string;
    readonly lines: readonly Line[];
  };
  const rows = await database.query<Row>(sql`
    select journal_id as "journalId", kind, packet_id as "packetId", entity, currency,
           accounting_date as "accountingDate", event_date as "eventDate", policy_version as "policyVersion",
           credit_loss_method as "creditLossMethod", payable_side as "payableSide", actor,
           approval_hash as "approvalHash", reverses_journal_id as "reversesJournalId",
           (select jsonb_agg(jsonb_build_object('lineNo', line_no, 'account', account_code, 'department', department,
                     'debtor', account.number, 'debit', debit_minor::text, 'credit', credit_minor::text) order by line_no)
              from journal_line left join account using (account_id)
             where journal_line.journal_id = journal.journal_id) as lines
      from journal ${where}`);
  const side = (minor: string, currency: string) => (minor === '0' ? null : moneyOf({ minor, currency }));
  return rows.map(({ currency, lines, ...row }) => ({
    ...row,
    balanced:
      lines.reduce((difference, line) => difference + BigInt(line.debit) - BigInt(line.credit), 0n) === 0n,
    lines: lines.map((line) => ({
      ...line,
      debit: side(line.debit, currency),
      credit: side(line.credit, currency),
    })),
  }));
};

const selectPostings = async (database: Database, where: RawBuilder<unknown>) => {
  type Row = Omit<z.infer<typeof glPosting>, 'total'> & Minor;
  const rows = await database.query<Row>(sql`
    select gl_posting_id as "glPostingId", packet_id as "packetId", kind, entity, total_minor as minor, currency,
           external_id as "externalId", state, document_id as "documentId", attempts, errors,
           updated_at as "updatedAt"
      from gl_posting ${where}`);
  return rows.map(({ minor, currency, ...row }) => ({ ...row, total: moneyOf({ minor, currency }) }));
};
