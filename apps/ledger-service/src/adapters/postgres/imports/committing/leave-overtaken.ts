import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { columnOf } from '../comparing/checks.ts';
import { noteFound } from '../staging/note-rows.ts';
import { staged } from '../staging/this-try.ts';
import { moving } from './lock-items.ts';

/**
 * Asks again, once the receivables are locked, what the comparison asked some time ago: what was executed, recovered, closed or seen in a
 * newer file since is listed and left as it stands.
 */
export const leaveOvertaken = async (database: Database, tried: ClaimedImport): Promise<void> => {
  await database.query(sql`
    update import_row set effect = 'overtaken'
     where ${staged(tried)} and ${moving}
       and (select detail.version <> import_row.seen_version or sighting.as_of > ${tried.terms.asOf}::date
              from billing_item_detail detail join receivable_sighting sighting using (billing_item_detail_id)
             where detail.billing_item_detail_id = import_row.detail_id)`);
  await noteFound(
    database,
    tried.importId,
    sql`select row_no, ${columnOf('invoiceNumber')} as column_nm, invoice_number as value, 'OVERTAKEN' as code,
               'was left as it stands, because it changed in the ledger after the file was compared with it' as reason
          from import_row join import using (import_id)
         where ${staged(tried)} and effect = 'overtaken'`,
    'remark',
  );
};
