import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { code, exact, oneOf, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { moneyOf } from './money.ts';
import { askedDocuments, oneDocument } from './packet-documents.ts';
import { entityCode } from './registered-codes.ts';

const journalKinds = ['WRITE_OFF', 'RECOVERY', 'CORRECTION'] as const;

export const journal = z.object({
  journalId: z.uuid(),
  journalNo: z.string().nullable().describe('given together with the seal, within seconds; null until then'),
  kind: z.enum(journalKinds),
  packetId: z.uuid(),
  entity: z.string(),
  accountingDate: z.iso.date(),
  eventDate: z.iso.date(),
  period: z.string(),
  book: z.enum(['GL', 'MEMO']),
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
      side: z.enum(['REV', 'PAY', 'TAX', 'FEE']).nullable(),
      component: z.string(),
      department: z.string(),
      debtor: z.string().nullable().describe('number of the debtor, on receivable lines'),
      client: z.string().nullable().describe('number of the client, on client payable lines'),
      debit: money.nullable(),
      credit: money.nullable(),
      functionalDebit: money.nullable().describe("in the entity's functional currency"),
      functionalCredit: money.nullable().describe("in the entity's functional currency"),
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
    journalNo: code('journal.number'),
    kind: oneOf(journalKinds, 'journal.transaction_type'),
    entity: entityCode('journal.entity'),
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
    select ${columns}, "listKey"
      from (select journal.*, ${asked.key} from ${posted} ${askedDocuments(table, actor, asked)}) journal ${asked.order}`);
  return asked.page(rows, toJournal);
};

export const findJournal = async (
  database: Queries,
  actor: Actor,
  id: string,
): Promise<Journal | undefined> => {
  const [row] = await database.query<Row>(sql`
    select ${columns} from ${posted} ${oneDocument(table, actor, id)}`);
  return row && toJournal(row);
};

type Line = {
  readonly lineNo: number;
  readonly account: string;
  readonly side: 'REV' | 'PAY' | 'TAX' | 'FEE' | null;
  readonly component: string;
  readonly department: string;
  readonly debtor: string | null;
  readonly client: string | null;
  readonly debit: string;
  readonly credit: string;
  readonly functionalDebit: string;
  readonly functionalCredit: string;
};
type Row = Omit<Journal, 'lines' | 'balanced'> & {
  readonly currency: string;
  readonly functionalCurrency: string;
  readonly lines: readonly Line[];
};

/** Journals of packets. What is only shown of them is looked up for a page once it is cut. */
const posted = sql.raw(`(
  select journal.*, event.transaction_type, event.source_id as packet_id, event.actor, event.approval_hash, book_number.number
    from journal
    join posting_event event using (posting_event_id)
    left join book_number using (journal_id)
   where event.source_kind = 'PACKET') journal`);

const eventDate = `(select event_date from posting_entity own
    where own.posting_event_id = journal.posting_event_id and own.entity = journal.entity)`;
const policy = `(select content from policy_version policy
    where policy.entity = journal.entity and policy.kind = 'POSTING' and policy.version = journal.policy_version)`;

const columns = sql.raw(`
  journal_id as "journalId", number as "journalNo", transaction_type as kind, packet_id as "packetId", entity, currency, book,
  to_char(accounting_date, 'YYYY-MM') as period, accounting_date as "accountingDate", ${eventDate} as "eventDate",
  (select functional_currency from legal_entity where code = journal.entity) as "functionalCurrency",
  policy_version as "policyVersion", ${policy} ->> 'creditLossMethod' as "creditLossMethod",
  ${policy} ->> 'payableSide' as "payableSide", actor, approval_hash as "approvalHash",
  reverses_journal_id as "reversesJournalId",
  (select jsonb_agg(jsonb_build_object('lineNo', line_no,
            'account', case account_role when 'AR' then 'AR.' || side else account_role end,
            'side', side, 'component', component, 'department', department, 'debtor', debtor.number,
            'client', client.number, 'debit', debit_minor::text, 'credit', credit_minor::text,
            'functionalDebit', functional_debit_minor::text, 'functionalCredit', functional_credit_minor::text)
            order by line_no)
     from journal_line
     left join party debtor on debtor.party_id = debtor_id
     left join party client on client.party_id = journal_line.client_id
    where journal_line.journal_id = journal.journal_id) as lines`);

const side = (minor: string, currency: string) => (minor === '0' ? null : moneyOf({ minor, currency }));

const toJournal = ({ currency, functionalCurrency, lines, ...row }: Row): Journal => ({
  ...row,
  balanced:
    lines.reduce((difference, line) => difference + BigInt(line.debit) - BigInt(line.credit), 0n) === 0n,
  lines: lines.map((line) => ({
    ...line,
    debit: side(line.debit, currency),
    credit: side(line.credit, currency),
    functionalDebit: side(line.functionalDebit, functionalCurrency),
    functionalCredit: side(line.functionalCredit, functionalCurrency),
  })),
});
