import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { inEntitiesOf } from '@recoup/runtime/http/covered-rows';
import { code, exact, oneOf, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { moneyOf } from '../money.ts';
import { knownEntity, type RegisteredCodes } from '../registered-codes.ts';
import { askedDocuments, oneDocument } from './packet-documents.ts';

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
  lines: z.int().describe('how many it has; they are a list of their own'),
  total: money.describe('of its debits, which are its credits where it balances'),
});
export type Journal = z.infer<typeof journal>;

const table = { id: sql`journal_id`, packetId: sql`journal.packet_id` };

export const journalList = listOf<RegisteredCodes>({
  name: 'journals',
  id: 'journal.journal_id',
  filters: {
    packetId: exact(z.uuid(), 'journal.packet_id'),
    journalNo: code('journal.number'),
    kind: oneOf(journalKinds, 'journal.transaction_type'),
    entity: knownEntity('journal.entity'),
    accountingDate: range('day', 'journal.accounting_date'),
  },
  sorts: {
    journalId: by('journal.journal_id'),
    accountingDate: by('journal.accounting_date'),
  },
  defaultSort: '-journalId',
});

/** A page of the journals, and whether their debits and credits agree. */
export const journals = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const rows = await database.query<Row & { readonly listKey: ListKey }>(sql`
    select ${columns}, "listKey"
      from (select journal.*, ${asked.key} from ${posted} ${askedDocuments(table, actor, asked, inEntitiesOf(actor.grants, 'journal.entity'))}) journal ${sums}
     ${asked.order}`);
  return asked.page(rows, toJournal);
};

export const findJournal = async (
  database: Queries,
  actor: Actor,
  id: string,
): Promise<Journal | undefined> => {
  const [row] = await database.query<Row>(sql`
    select ${columns} from ${posted} ${sums} ${oneDocument(table, actor, id)}`);
  return row && toJournal(row);
};

type Row = Omit<Journal, 'total'> & { readonly currency: string; readonly minor: string };

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
  policy_version as "policyVersion", ${policy} ->> 'creditLossMethod' as "creditLossMethod",
  ${policy} ->> 'payableSide' as "payableSide", actor, approval_hash as "approvalHash",
  reverses_journal_id as "reversesJournalId",
  summed.lines, summed.minor, summed.balanced`);

/** The lines of each journal shown, in figures. */
const sums = sql.raw(`
  cross join lateral (
    select count(*)::int as lines, sum(debit_minor)::text as minor, sum(debit_minor) = sum(credit_minor) as balanced
      from journal_line where journal_line.journal_id = journal.journal_id) summed`);

const toJournal = ({ currency, minor, ...row }: Row): Journal => ({
  ...row,
  total: moneyOf({ minor, currency }),
});
