import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import { ClaimLost, type ImportTry, StagingLost } from '../../../../ports/imports/imports.ts';
import { importOf, staged } from './this-try.ts';

/**
 * Makes sure that all rows of a try are still there. The tables that they wait in are unlogged: a server that crashed, or that another took
 * over from, begins with empty ones, and the rest of a file would be taken for the whole.
 */
export const allStaged = async (database: Queries, tried: ImportTry): Promise<void> => {
  const [found] = await database.query<{ complete: boolean }>(sql`
    select rows_staged = (select count(*) from import_row where ${staged(tried)})
                         + (select count(*) from import_invalid_row where ${staged(tried, 'import_invalid_row')}) as complete
      from import where ${importOf(tried)}`);
  if (!found) throw new ClaimLost(tried);
  if (!found.complete) throw new StagingLost(tried);
};
