import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { ImportTry } from '../../../../ports/imports/imports.ts';

/** Removes what any try at an import staged. */
export const forget = async (database: Queries, { importId }: ImportTry): Promise<void> => {
  for (const table of ['import_row', 'import_invalid_row', 'import_echo', 'import_other_item'])
    await database.query(sql`delete from ${sql.table(table)} where import_id = ${importId}`);
};
