import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { moneyOf } from './money.ts';
import { newestDocuments, oneDocument } from './packet-documents.ts';

export const journal = z.object({
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
export type Journal = z.infer<typeof journal>;

const table = { id: sql`journal_id`, packetId: sql`journal.packet_id` };

/** Journals with their lines, and whether debits and credits agree, newest first. */
export const journals = (database: Queries, actor: Actor, wanted: Parameters<typeof newestDocuments>[2]) =>
  select(database, newestDocuments(table, actor, wanted));

export const findJournal = async (
  database: Queries,
  actor: Actor,
  id: string,
): Promise<Journal | undefined> => {
  const [one] = await select(database, oneDocument(table, actor, id));
  return one;
};

const select = async (database: Queries, where: RawBuilder<unknown>): Promise<readonly Journal[]> => {
  type Line = {
    readonly lineNo: number;
    readonly account: string;
    readonly department: string;
    readonly debtor: string | null;
    readonly debit: string;
    readonly credit: string;
  };
  type Row = Omit<Journal, 'lines' | 'balanced'> & {
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
