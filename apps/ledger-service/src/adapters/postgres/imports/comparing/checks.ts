import { coveredBy, coversEverything } from '@recoup/runtime/http/covered-rows';
import { type RawBuilder, sql } from 'kysely';
import type { ComparedField } from '../../../../domain/import/open-item.ts';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { knownParty } from '../parties/known-party.ts';
import type { PartySource } from '../parties/party-source.ts';
import { staged } from '../staging/this-try.ts';

/** What is wrong with staged rows, as `row_no`, `column_nm`, `value`, `code` and `reason`. */
type Found = RawBuilder<unknown>;

/** How many days the issue date of a document may move before it is taken for another one. */
const daysOfOneDocument = 180;

/** The column of the file that holds a field. */
export const columnOf = (field: ComparedField): RawBuilder<unknown> =>
  sql`coalesce(import.field_columns ->> ${field}, '')`;

const valid = (tried: ClaimedImport) => sql`${staged(tried)} and not invalid`;

export const unknownEntities = (tried: ClaimedImport): Found => sql`
  select row_no, ${columnOf('entity')} as column_nm, import_row.entity as value, 'UNKNOWN_ENTITY' as code,
         'is no legal entity of this ledger; two people make one by recoup entities add' as reason
    from import_row join import using (import_id)
   where ${valid(tried)} and not exists (select from legal_entity where code = import_row.entity)`;

/** Rows beyond what the asking person may import, by what they say and by what the ledger knows of the item. */
export const outOfScope = (tried: ClaimedImport, from: PartySource): Found => {
  if (tried.scope.some(coversEverything))
    return sql`
    select 0 as row_no, '' as column_nm, '' as value, '' as code, '' as reason where false`;
  return sql`
    select row_no, ${columnOf('entity')} as column_nm, import_row.entity as value, 'OUT_OF_SCOPE' as code,
           'is beyond the entities, departments and clients for which you work' as reason
      from import_row join import using (import_id)
     cross join lateral (select import_row.entity, import_row.department,
                                ${knownParty('CLIENT', from, 'import_row')} as client_id) said
      left join lateral (select item.entity, item.department, item.client_id from billing_item item
                          where ${sameItem} limit 1) known on true
     where ${valid(tried)}
       and (${coveredBy(tried.scope, 'said')} is not true
            or known.entity is not null and ${coveredBy(tried.scope, 'known')} is not true)`;
};

/** Documents that come with another issue date than the one that the ledger knows under their number. */
export const reusedNumbers = (tried: ClaimedImport): Found => sql`
  select row_no, ${columnOf('invoiceNumber')} as column_nm, import_row.invoice_number as value,
         'INVOICE_NUMBER_REUSED' as code,
         'is known as issued on ' || known.invoice_date || case when known.open_item_ind then ''
           when known.written_off then ' and written off' else ' and closed' end
           || '; a source that uses numbers again is registered so' as reason
    from import_row join import using (import_id)
   cross join lateral (select item.invoice_date, item.open_item_ind,
                              exists (select from billing_item_detail detail
                                       where detail.billing_item_id = item.billing_item_id
                                         and write_off_status_cd = 'WRITTEN_OFF') as written_off
                         from billing_item item where ${sameItem} limit 1) known
   where ${valid(tried)}
     and (abs(import_row.invoice_date - known.invoice_date) > ${daysOfOneDocument}
          or not known.open_item_ind and not import_row.settled and import_row.invoice_date <> known.invoice_date)`;

/** Rows that move a known item to another currency, client or debtor. The `limit` keeps the lookup apart from the rest. */
export const changedIdentity = (tried: ClaimedImport, from: PartySource): Found => sql`
  select row_no, wrong.column_nm, wrong.value, wrong.code, wrong.reason
    from import_row join import using (import_id)
   cross join lateral (
         select item.currency, client.number as client_number, debtor.number as debtor_number,
                ${knownParty('CLIENT', from, 'import_row')} as staged_client, ${knownParty('DEBTOR', from, 'import_row')} as staged_debtor,
                item.client_id, account.debtor_id
           from billing_item item
           join party client on client.party_id = item.client_id
           join account using (account_id)
           join party debtor on debtor.party_id = account.debtor_id
          where ${sameItem} limit 1) known
   cross join lateral (values
         (${columnOf('currency')}, import_row.currency::text, 'CURRENCY_CHANGED', 'does not match the ledger, which has ' || known.currency,
          import_row.currency <> known.currency),
         (${columnOf('client')}, import_row.client_number, 'PARTY_CHANGED', 'does not match the ledger, which has ' || known.client_number,
          known.staged_client is distinct from known.client_id),
         (${columnOf('debtor')}, import_row.debtor_number, 'PARTY_CHANGED', 'does not match the ledger, which has ' || known.debtor_number,
          known.staged_debtor is distinct from known.debtor_id)) as wrong (column_nm, value, code, reason, holds)
   where ${valid(tried)} and wrong.holds`;

/** Rows of one agreement that state several current balances of it. */
export const contradictedAgreements = (tried: ClaimedImport): Found => sql`
  select row_no, ${columnOf('currentBalance')} as column_nm, agreement_minor::text as value,
         'AGREEMENT_CONTRADICTED' as code, 'is not the same in all rows of this agreement' as reason
    from (select import_id, row_no, agreement_minor, min(agreement_minor) over agreement as least,
                 max(agreement_minor) over agreement as most
            from import_row where ${valid(tried)} and agreement_minor is not null
          window agreement as (partition by entity, debtor_key, deal_key, currency)) stated
    join import using (import_id)
   where least <> most`;

/** The item of a staged row, by the unique key of its number. */
export const sameItem = sql`
  item.source = import.source and item.entity = import_row.entity and item.number_key = import_row.number_key
  and item.issue_year = import_row.issue_year`;
