import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { exact, flag, oneOf, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { moneyOf } from '../money.ts';
import { invoiceNumber, knownEntity, type RegisteredCodes, sourceCode } from '../registered-codes.ts';
import { coveredItems } from '../scope.ts';

const decisions = ['OPEN', 'CLOSED'] as const;

export const candidate = z.object({
  candidateId: z.uuid(),
  receivableId: z.uuid(),
  source: z.string(),
  entity: z.string(),
  department: z.string(),
  invoiceNumber: z.string(),
  clientName: z.string(),
  debtorName: z.string(),
  open: money,
  importId: z.uuid().describe('the full snapshot that does not name it'),
  foundOn: z.iso.date().describe('the day of that file'),
  endedAt: instant.nullable().describe('when somebody decided, or a later file named it again'),
  decision: z.enum(decisions).nullable(),
  decidedBy: z.object({ personId: z.string(), name: z.string().nullable() }).nullable(),
  reason: z.string().nullable(),
});
type Candidate = z.infer<typeof candidate>;

export const candidateList = listOf<RegisteredCodes>({
  name: 'closed-at-source',
  id: 'candidate.candidate_id',
  filters: {
    waiting: flag(sql`(candidate.ended_at is null)`),
    decision: oneOf(decisions, 'candidate.decision'),
    source: sourceCode('item.source'),
    entity: knownEntity('item.entity'),
    invoiceNumber: invoiceNumber('item.invoice_number', 'item.number_key'),
    importId: exact(z.uuid(), 'candidate.import_id'),
    foundOn: range('day', 'candidate.found_on'),
  },
  sorts: { candidateId: by('candidate.candidate_id'), foundOn: by('candidate.found_on') },
  defaultSort: '-foundOn',
});

type Row = Omit<Candidate, 'open' | 'decidedBy'> & {
  readonly minor: string;
  readonly currency: string;
  readonly personId: string | null;
  readonly name: string | null;
};

const rowsWhere = (actor: Actor, where: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    from closed_at_source_candidate candidate
    join billing_item_detail detail using (billing_item_detail_id)
    join billing_item item using (billing_item_id)
    join party client on client.party_id = item.client_id
    join account using (account_id)
    join party debtor on debtor.party_id = account.debtor_id
   where ${coveredItems(actor)} and ${where}`;

const columns = sql`
  candidate_id as "candidateId", candidate.billing_item_detail_id as "receivableId", item.source, item.entity,
  item.department, item.invoice_number as "invoiceNumber", client.name as "clientName", debtor.name as "debtorName",
  (select coalesce(sum(open_minor), 0)::text from receivable_side side
    where side.billing_item_detail_id = candidate.billing_item_detail_id) as minor,
  item.currency, candidate.import_id as "importId", found_on as "foundOn", ended_at as "endedAt", decision,
  decided_by as "personId",
  (select display_name from directory_person where person_id::text = decided_by) as name, reason`;

/** A page of the receivables that a full snapshot no longer named. */
export const candidates = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const rows = await database.query<Row & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${asked.key} ${rowsWhere(actor, sql`${asked.where} ${asked.order}`)}`);
  return asked.page(rows, toCandidate);
};

export const findCandidate = async (
  database: Queries,
  actor: Actor,
  candidateId: string,
): Promise<Candidate | undefined> => {
  const [row] = await database.query<Row>(sql`
    select ${columns} ${rowsWhere(actor, sql`candidate_id = ${candidateId}`)}`);
  return row && toCandidate(row);
};

const toCandidate = ({ minor, currency, personId, name, endedAt, ...row }: Row): Candidate => ({
  ...row,
  open: moneyOf({ minor, currency }),
  endedAt: endedAt && instantText(endedAt),
  decidedBy: personId === null ? null : { personId, name },
});
