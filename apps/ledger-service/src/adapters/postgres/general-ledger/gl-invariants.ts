import type { Invariant } from '@recoup/runtime/checks/invariants';
import { sql } from 'kysely';
import { minorUnit } from '../../../rows/amount-sql.ts';
import { openDocuments } from './open-documents.ts';

/** The lines of a body in any form, debit and credit exchanged where `exchanged`. */
const linesOf = (document: string, exchanged: boolean) => {
  const [debit, credit] = exchanged ? ['credit', 'debit'] : ['debit', 'credit'];
  return sql.raw(`(
    select jsonb_agg(line - array['debit', 'credit', 'debitMinor', 'creditMinor'] || jsonb_strip_nulls(jsonb_build_object(
             'debit', line -> '${debit}', 'credit', line -> '${credit}',
             'debitMinor', line -> '${debit}Minor', 'creditMinor', line -> '${credit}Minor')) order by at)
      from jsonb_array_elements(coalesce(${document}.said #> '{line,items}', ${document}.said -> 'lines'))
           with ordinality as listed (line, at))`);
};
const headOf = (document: string) =>
  sql.raw(
    `(${document}.said - array['externalId', 'tranDate', 'accountingDate', 'memo', 'line', 'lines'], ${document}.body_format, ${document}.mapping_version)`,
  );

/** The sum of an amount over a list of a body. */
const sumIn = (body: string, list: string, amount = 'amount') =>
  sql.raw(
    `(select coalesce(sum((item ->> '${amount}')::numeric), 0) from jsonb_array_elements(${body} #> '{${list},items}') item)`,
  );

/** The accounts in which a memo moves something else than its journal does. The mapping says which account an item stands for. */
const inOtherAccounts = sql.raw(`
  select from (
    select content #>> array['accounts', (select role from jsonb_each_text(content -> 'items') named (role, id)
                                           where id = item #>> '{item,id}' order by role limit 1)] as account,
           (item ->> 'amount')::numeric as moved
      from jsonb_array_elements(said #> '{item,items}') item
     union all
    select said #>> '{account,id}', -total
     union all
    select line #>> '{account,id}', coalesce((line ->> 'credit')::numeric, 0) - coalesce((line ->> 'debit')::numeric, 0)
      from jsonb_array_elements(entry #> '{line,items}') line) moved
   group by account having sum(moved) <> 0`);

/** What must hold between the books and their documents for the general ledger. */
export const glInvariants: readonly Invariant[] = [
  {
    id: 'I4-journal',
    sentence: 'every journal of the general ledger has its documents, with its total',
    violations: sql`
      select journal.journal_id::text as what
        from journal
        left join gl_document document using (journal_id)
        left join lateral (select sum(debit_minor) as debit from journal_line
                            where journal_line.journal_id = journal.journal_id) line on true
       where book = 'GL' and exists (select from gl_document)
       group by journal.journal_id, line.debit
      having coalesce(sum(document.total_minor), 0) <> line.debit`,
  },
  {
    id: 'I4-mirror',
    sentence:
      'what takes a document back says its lines with debit and credit exchanged, and nothing else otherwise',
    violations: sql`
      with document as (select *, convert_from(coalesce(as_journal, body), 'UTF8')::jsonb as said from gl_document)
      select mirror.external_id as what
        from document mirror
        join posting_event event using (posting_event_id)
        join document original
          on original.gl_document_id = mirror.after_document_id and original.posting_event_id = event.reverses_event_id
       where ${linesOf('mirror', false)} is distinct from ${linesOf('original', true)}
          or ${headOf('mirror')} is distinct from ${headOf('original')}`,
  },
  {
    id: 'I4-application',
    sentence:
      'the payments that follow a journal apply to invoices what it credits, all of it, wherever the mapping by which it was made says so',
    violations: sql`
      select journal.journal_id::text as what
        from (select journal_id, coalesce(sum(${sumIn('said', 'apply')}), 0) as applied,
                     coalesce(sum(${sumIn('said', 'credit')}), 0) as credited
                from gl_document document
                join gl_mapping_version on version = mapping_version
                join posting_event event using (posting_event_id)
                left join lateral (select convert_from(document.body, 'UTF8')::jsonb as said
                                    where document.step = 'APPLICATION') application on true
               where content ->> 'strategy' = 'JOURNAL_AND_APPLICATION' and event.reverses_event_id is null
               group by journal_id) paid
        join journal using (journal_id)
       cross join lateral (
             select coalesce(sum(credit_minor), 0) as minor from journal_line
              where journal_id = journal.journal_id and account_role = 'AR') receivable
       where paid.applied <> paid.credited or paid.applied <> receivable.minor * ${minorUnit(sql`journal.currency`)}`,
  },
  {
    id: 'I4-credit-memo',
    sentence:
      'a credit memo applies to its invoice what its items bear, and stands for a journal of the same amounts in the same accounts',
    violations: sql`
      select external_id as what
        from (select external_id, total_minor * ${minorUnit(sql`currency`)} as total, content,
                     convert_from(body, 'UTF8')::jsonb as said, convert_from(as_journal, 'UTF8')::jsonb as entry
                from gl_document join gl_mapping_version on version = mapping_version
               where step = 'CREDIT_MEMO' and body is not null) memo
       where ${sumIn('said', 'item')} <> total or ${sumIn('said', 'apply')} <> total or ${sumIn('entry', 'line', 'debit')} <> total
          or exists (${inOtherAccounts})`,
  },
  {
    id: 'I4-order',
    sentence: 'nothing is sent before the document that it follows stands in the general ledger',
    violations: sql`
      select follower.external_id as what
        from gl_document follower join gl_document earlier on earlier.gl_document_id = follower.after_document_id
       where follower.state not in ('PENDING', 'CANCELLED') and earlier.state not in ('POSTED', 'POSTED_BY_HAND')`,
  },
  {
    id: 'I21-gl',
    sentence: 'no document that may be sent is unsent or unknown for longer than ten minutes',
    violations: sql`
      select external_id as what from ${openDocuments}
       where stands in ('PENDING', 'UNKNOWN') and not waits and since < now() - interval '10 minutes'`,
  },
  {
    id: 'I21-stuck',
    sentence: 'no document is refused or held for longer than a day',
    violations: sql`
      select external_id as what from ${openDocuments}
       where stands in ('REJECTED', 'HELD') and since < now() - interval '1 day'`,
  },
];
