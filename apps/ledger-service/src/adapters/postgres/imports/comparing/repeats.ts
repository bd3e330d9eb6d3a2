import type { Queries } from '@recoup/runtime/database/queries';
import { type RawBuilder, sql } from 'kysely';
import { partyKinds } from '../../../../domain/parties/same-party.ts';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { numberingEntity, partyFields, saidOf } from '../parties/known-party.ts';
import type { PartySource } from '../parties/party-source.ts';
import { markInvalid } from '../staging/note-rows.ts';
import { staged } from '../staging/this-try.ts';
import { columnOf } from './checks.ts';

const valid = (tried: ClaimedImport) => sql`${staged(tried)} and not invalid`;

/**
 * Finds documents that come more than once: where their rows differ in anything, none is taken for the right one; where they say the same,
 * the first counts.
 */
export const markRepeats = async (database: Queries, tried: ClaimedImport): Promise<void> => {
  const some = await database.query(sql`
    select from import_row where ${valid(tried)}
     group by entity, number_key, issue_year, instalment having count(*) > 1 limit 1`);
  if (some.length === 0) return;
  await markInvalid(
    database,
    tried,
    sql`select row_no, ${columnOf('invoiceNumber')} as column_nm, invoice_number as value, 'DUPLICATE' as code,
               case when row_no = first_row then 'is in line ' || second_row || ' of this file again'
                    else 'is already in line ' || first_row || ' of this file' end as reason
          from (${copies(tried)}) copies join import using (import_id)
         where differ`,
  );
  await database.query(sql`
    update import_row set effect = 'repeated'
     where ${valid(tried)}
       and row_no in (select row_no from (${copies(tried)}) copies where row_no > first_row)`);
};

/** The rows of documents that come more than once, with whether they differ in anything that they say. */
const copies = (tried: ClaimedImport): RawBuilder<unknown> => sql`
  select import_id, row_no, invoice_number, first_row, second_row,
         min(said) over document <> max(said) over document as differ
    from (select import_id, row_no, entity, number_key, issue_year, instalment, invoice_number, first_row, second_row,
                 md5(row(department, deal_key, client_key, client_name, debtor_key, debtor_name, agent_key, agent_name,
                         invoice_date, due_date, currency, rev_minor, pay_minor, tax_minor, fee_minor, dispute_open,
                         dispute_reason, collection_class, gl_reference, agreement_type, agreement_status, agreement_stop,
                         agreement_minor)::text) as said
            from (select *, count(*) over document as copies, min(row_no) over document as first_row,
                         nth_value(row_no, 2) over (document order by row_no
                           rows between unbounded preceding and unbounded following) as second_row
                    from import_row where ${valid(tried)}
                  window document as (partition by entity, number_key, issue_year, instalment)) counted
           where copies > 1) several
  window document as (partition by entity, number_key, issue_year, instalment)`;

const nameKey = (name: RawBuilder<unknown>) => sql`lower(normalize(${name}, NFKC))`;

/** Finds numbers of parties that come with several names, unless the source prints names so. */
export const markAmbiguousParties = async (
  database: Queries,
  tried: ClaimedImport,
  from: PartySource,
): Promise<void> => {
  if (from.namesVary) return;
  const entity = numberingEntity(from);
  for (const kind of partyKinds) {
    const own = (part: 'number' | 'key' | 'name') => saidOf(kind, part);
    const ambiguous = await database.query<{ entity: string; key: string }>(sql`
      select entity, key
        from (select distinct ${entity} as entity, ${own('key')} as key, ${own('name')} as name
                from import_row where ${valid(tried)} and ${own('key')} is not null) named
       group by entity, key having count(*) > 1 and min(${nameKey(sql`name`)}) <> max(${nameKey(sql`name`)})`);
    if (ambiguous.length === 0) continue;
    await markInvalid(
      database,
      tried,
      sql`select row_no, ${columnOf(partyFields[kind])} as column_nm, number as value, 'PARTY_AMBIGUOUS' as code,
                 'has another name in line ' || case when name_key = first_name then other_row else first_row end as reason
            from (select import_id, row_no, number, name_key, first_name, first_row,
                         min(row_no) filter (where name_key <> first_name) over party as other_row
                    from (select import_id, row_no, ${own('number')} as number, ${own('key')} as key,
                                 ${entity} as of_entity, ${nameKey(own('name'))} as name_key,
                                 first_value(${nameKey(own('name'))}) over file_order as first_name,
                                 first_value(row_no) over file_order as first_row
                            from import_row
                           where ${valid(tried)}
                             and (${entity}, ${own('key')}) in (
                                   select * from unnest(${ambiguous.map((one) => one.entity)}::text[],
                                                        ${ambiguous.map(({ key }) => key)}::text[]))
                          window file_order as (partition by ${entity}, ${own('key')} order by row_no)) named
                  window party as (partition by of_entity, key)) several
            join import using (import_id)`,
    );
  }
};
