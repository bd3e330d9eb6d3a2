import type { Database } from '@recoup/runtime/database/database';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { partyKinds } from '../../../../domain/parties/same-party.ts';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { knownAgreement, knownAgreements } from '../parties/known-owners.ts';
import { knownParty, saidOf } from '../parties/known-party.ts';
import type { PartySource } from '../parties/party-source.ts';
import { staged } from '../staging/this-try.ts';

/** Rows that say something of a known item that the others are told. */
export const publishedAnew = sql`
  not import_row.invalid
  and (import_row.effect in ('changed', 'closed') or import_row.effect = 'written-off' and import_row.redescribed)`;

/**
 * Gives known items what changed rows say of them but for amounts, and a new version where others are told. A row on which nothing is open
 * says no more than that. Found by primary keys alone, since the planner guesses what the staging table holds.
 */
export const describeItems = async (
  database: Database,
  tried: ImportTry,
  from: PartySource,
): Promise<void> => {
  const { actor } = currentCause();
  await database.query(sql`
    update billing_item_detail detail
       set version = detail.version + 1, updated_at = now(), updated_by = ${actor},
           due_date = case when redescribed then import_row.due_date else detail.due_date end,
           dispute_open = case when redescribed then import_row.dispute_open else detail.dispute_open end,
           dispute_reason = case when redescribed then import_row.dispute_reason else detail.dispute_reason end,
           collection_class = case when redescribed then import_row.collection_class else detail.collection_class end,
           gl_reference = case when redescribed then coalesce(import_row.gl_reference, detail.gl_reference)
                               else detail.gl_reference end
      from import_row
     where ${staged(tried)} and ${publishedAnew} and detail.billing_item_detail_id = import_row.detail_id`);
  await database.query(sql`
    update agreement
       set deal = said.deal, type_code = coalesce(said.agreement_type, agreement.type_code),
           status = coalesce(said.agreement_status, agreement.status),
           stop_date = coalesce(said.agreement_stop, agreement.stop_date),
           current_minor = coalesce(said.agreement_minor, agreement.current_minor), updated_at = now(), updated_by = ${actor}
      from (${knownAgreements(
        sql`${staged(tried)} and not invalid
            and (effect = 'new' and coalesce(agreement_type, agreement_status, agreement_stop::text, agreement_minor::text) is not null
                 or redescribed and effect in ('changed', 'closed', 'written-off'))`,
        from,
      )}) said
     where agreement.agreement_id = said.agreement_id
       and (agreement.deal, agreement.type_code, agreement.status, agreement.stop_date, agreement.current_minor)
           is distinct from (said.deal, coalesce(said.agreement_type, agreement.type_code),
                             coalesce(said.agreement_status, agreement.status),
                             coalesce(said.agreement_stop, agreement.stop_date),
                             coalesce(said.agreement_minor, agreement.current_minor))`);
  await database.query(sql`
    update billing_item item
       set department = said.department, invoice_date = said.invoice_date,
           agreement_id = ${knownAgreement('said')}, agent_id = said.agent_id, updated_at = now(), updated_by = ${actor}
      from (select import_row.*, detail.billing_item_id, account.account_id, ${knownParty('AGENT', from, 'import_row')} as agent_id
              from import_row
              join billing_item_detail detail on detail.billing_item_detail_id = import_row.detail_id
              join billing_item known using (billing_item_id) join account on account.account_id = known.account_id
             where ${staged(tried)} and not invalid and redescribed
               and effect in ('changed', 'closed', 'written-off')) said
     where item.billing_item_id = said.billing_item_id`);
};

/**
 * Gives parties the names that rows say, and a new version to their open items that the file does not tell anew itself. Answers those.
 * The last of several names that one file gives, where its source prints names in many ways, is no better than the first: it stays.
 */
export const describeRenamed = async (
  database: Database,
  tried: ImportTry,
  from: PartySource,
): Promise<readonly string[]> => {
  if (from.namesVary) return [];
  const { actor } = currentCause();
  const renamed: string[] = [];
  for (const kind of partyKinds) {
    const parties = await database.query<{ partyId: string }>(sql`
      update party set name = said.name, updated_at = now(), updated_by = ${actor}
        from (select distinct on (1) ${knownParty(kind, from, 'import_row')} as party_id,
                     ${saidOf(kind, 'name')} as name
                from import_row where ${staged(tried)} and not invalid and redescribed
                 and effect in ('changed', 'closed', 'written-off')
               order by 1, row_no) said
       where party.party_id = said.party_id and party.name <> said.name
      returning party.party_id as "partyId"`);
    renamed.push(...parties.map(({ partyId }) => partyId));
  }
  if (renamed.length === 0) return [];
  const others = await database.query<{ receivableId: string }>(sql`
    update billing_item_detail detail set version = version + 1, updated_at = now(), updated_by = ${actor}
     where detail.billing_item_detail_id in (
           select own.billing_item_detail_id
             from billing_item item
             join account using (account_id)
             join billing_item_detail own using (billing_item_id)
            where item.open_item_ind
              and (item.client_id = any (${renamed}::uuid[]) or account.debtor_id = any (${renamed}::uuid[])
                   or item.agent_id = any (${renamed}::uuid[]))
              and own.billing_item_detail_id not in (
                  select detail_id from import_row where ${staged(tried)} and (effect = 'new' or ${publishedAnew})))
    returning detail.billing_item_detail_id as "receivableId"`);
  return others.map(({ receivableId }) => receivableId);
};
