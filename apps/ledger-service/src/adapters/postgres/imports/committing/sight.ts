import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { staged } from '../staging/this-try.ts';

/** Keeps that the file named its items, changed or not: an older file says nothing of them any more. */
export const sightItems = async (database: Database, tried: ClaimedImport): Promise<void> => {
  const { importId, terms } = tried;
  await database.query(sql`
    insert into receivable_sighting (billing_item_detail_id, as_of, import_id)
    select new_detail_id, ${terms.asOf}::date, ${importId} from import_row
     where ${staged(tried)} and not invalid and effect = 'new'`);
  await database.query(sql`
    update receivable_sighting sighting
       set previous_as_of = sighting.as_of, previous_import_id = sighting.import_id, as_of = ${terms.asOf}::date,
           import_id = ${importId}
      from import_row
     where ${staged(tried)} and not import_row.invalid
       and import_row.effect in ('changed', 'unchanged', 'closed', 'written-off')
       and sighting.billing_item_detail_id = import_row.detail_id and sighting.as_of <= ${terms.asOf}::date`);
};
