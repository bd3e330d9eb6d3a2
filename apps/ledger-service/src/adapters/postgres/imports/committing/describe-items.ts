import type { Database } from '@recoup/runtime/database/database';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { knownAgreement } from '../parties/known-owners.ts';
import { knownParty } from '../parties/known-party.ts';
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
