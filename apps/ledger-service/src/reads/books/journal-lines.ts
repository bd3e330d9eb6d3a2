import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { code, oneOf } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { moneyOf } from '../money.ts';
import { coveredPackets } from '../scope.ts';

const sideCodes = ['REV', 'PAY', 'TAX', 'FEE'] as const;

export const journalLine = z.object({
  lineNo: z.int(),
  account: z.string(),
  side: z.enum(sideCodes).nullable(),
  component: z.string(),
  department: z.string(),
  debtor: z.string().nullable().describe('number of the debtor, on receivable lines'),
  client: z.string().nullable().describe('number of the client, on client payable lines'),
  debit: money.nullable(),
  credit: money.nullable(),
  functionalDebit: money.nullable().describe("in the entity's functional currency"),
  functionalCredit: money.nullable().describe("in the entity's functional currency"),
});
export type JournalLine = z.infer<typeof journalLine>;

export const journalLineList = listOf({
  name: 'journal-lines',
  id: 'line.line_no',
  filters: {
    side: oneOf(sideCodes, 'line.side'),
    department: code('line.department'),
  },
  sorts: { lineNo: by('line.line_no') },
  defaultSort: 'lineNo',
});

type Amounts = 'debit' | 'credit' | 'functionalDebit' | 'functionalCredit';
type Row = Omit<JournalLine, Amounts> &
  Readonly<Record<Amounts | 'currency' | 'functionalCurrency', string>> & { readonly listKey: ListKey };

/** A page of the lines of a journal; undefined for a journal that the person does not see. */
export const journalLines = async (
  database: Queries,
  actor: Actor,
  journalId: string,
  asked: PageAsked,
): Promise<Page<JournalLine> | undefined> => {
  const [journal] = await database.query(sql`
    select from journal join posting_event event using (posting_event_id)
     where journal_id = ${journalId} and event.source_kind = 'PACKET' and ${coveredPackets(actor, sql`event.source_id`)}`);
  if (!journal) return undefined;
  const rows = await database.query<Row>(sql`
    select line_no as "lineNo", case account_role when 'AR' then 'AR.' || side else account_role end as account, side,
           component, department, debtor.number as debtor, client.number as client, journal.currency,
           functional_currency as "functionalCurrency", debit_minor::text as debit, credit_minor::text as credit,
           functional_debit_minor::text as "functionalDebit", functional_credit_minor::text as "functionalCredit",
           ${asked.key}
      from journal_line line
      join journal using (journal_id)
      join legal_entity on legal_entity.code = journal.entity
      left join party debtor on debtor.party_id = line.debtor_id
      left join party client on client.party_id = line.client_id
     where line.journal_id = ${journalId} and ${asked.where} ${asked.order}`);
  return asked.page(rows, toLine);
};

const amount = (minor: string, currency: string) => (minor === '0' ? null : moneyOf({ minor, currency }));

const toLine = ({ currency, functionalCurrency, ...line }: Omit<Row, 'listKey'>): JournalLine => ({
  ...line,
  debit: amount(line.debit, currency),
  credit: amount(line.credit, currency),
  functionalDebit: amount(line.functionalDebit, functionalCurrency),
  functionalCredit: amount(line.functionalCredit, functionalCurrency),
});
