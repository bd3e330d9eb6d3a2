import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import type { PartySource } from '../parties/party-source.ts';
import { staged } from '../staging/this-try.ts';
import { agreementsSaid, openItemsOf, partiesSaid } from './owners/owners-said.ts';

/** Rows that change known items. */
export const moving = sql`not import_row.invalid and import_row.effect in ('changed', 'closed', 'written-off')`;

/**
 * Locks all receivables that a file changes, in order of id as everybody does: those of its rows, and the open ones of agreements and
 * parties of which it says something else, which are noted. No other import of the source adds to these meanwhile.
 */
export const lockItems = async (database: Queries, tried: ImportTry, from: PartySource): Promise<void> => {
  await database.query(sql`
    insert into import_other_item (import_id, attempt, detail_id)
    select ${tried.importId}, ${tried.attempt}, billing_item_detail_id
      from (${openItemsOf({
        agreements: sql`(${agreementsSaid(tried, from)})`,
        CLIENT: sql`(${partiesSaid('CLIENT', tried, from)})`,
        DEBTOR: sql`(${partiesSaid('DEBTOR', tried, from)})`,
        AGENT: sql`(${partiesSaid('AGENT', tried, from)})`,
      })}) owned
      join billing_item_detail using (billing_item_id)`);
  await database.query(sql`
    select from billing_item_detail
     where billing_item_detail_id in (
           select detail_id from import_row where ${staged(tried)} and ${moving}
            union all select detail_id from import_other_item where ${staged(tried, 'import_other_item')})
     order by billing_item_detail_id for update`);
};
