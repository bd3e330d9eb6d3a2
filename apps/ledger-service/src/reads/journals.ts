import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { exact, oneOf, range, searchText } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { moneyOf } from './money.ts';
import { askedDocuments, oneDocument } from './packet-documents.ts';

const journalKinds = ['WRITE_OFF', 'RECOVERY'] as const;

export const journal = z.object({
  journalId: z.uuid(),
  kind: z.enum(journalKinds),
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

export const journalList = listOf({
  name: 'journals',
  id: 'journal.journal_id',
  filters: {
    packetId: exact(z.uuid(), 'journal.packet_id'),
    kind: oneOf(journalKinds, 'journal.kind'),
    entity: exact(searchText, 'journal.entity'),
    accountingDate: range('day', 'journal.accounting_date'),
  },
  sorts: {
    journalId: by('journal.journal_id'),
    accountingDate: by('journal.accounting_date'),
  },
  defaultSort: '-journalId',
});

/** A page of the journals with their lines, and whether debits and credits agree. */
export const journals = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const rows = await database.query<Row & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${asked.key} from journal ${askedDocuments(table, actor, asked)}`);
  return asked.page(rows, toJournal);
};

export const findJournal = async (
  database: Queries,
  actor: Actor,
  id: string,
): Promise<Journal | undefined> => {
  const [row] = await database.query<Row>(sql`
    select ${columns} from journal ${oneDocument(table, actor, id)}`);
  return row && toJournal(row);
};

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

const columns = sql.raw(`
  journal_id as "journalId", kind, packet_id as "packetId", entity, currency,
  accounting_date as "accountingDate", event_date as "eventDate", policy_version as "policyVersion",
  credit_loss_method as "creditLossMethod", payable_side as "payableSide", actor,
  approval_hash as "approvalHash", reverses_journal_id as "reversesJournalId",
  (select jsonb_agg(jsonb_build_object('lineNo', line_no, 'account', account_code, 'department', department,
            'debtor', account.number, 'debit', debit_minor::text, 'credit', credit_minor::text) order by line_no)
     from journal_line left join account using (account_id)
    where journal_line.journal_id = journal.journal_id) as lines`);

const side = (minor: string, currency: string) => (minor === '0' ? null : moneyOf({ minor, currency }));

const toJournal = ({ currency, lines, ...row }: Row): Journal => ({
  ...row,
  balanced:
    lines.reduce((difference, line) => difference + BigInt(line.debit) - BigInt(line.credit), 0n) === 0n,
  lines: lines.map((line) => ({
    ...line,
    debit: side(line.debit, currency),
    credit: side(line.credit, currency),
  })),
});
