import type { Database } from '@recoup/runtime/database/database';
import type { Queries } from '@recoup/runtime/database/queries';
import { type RawBuilder, sql } from 'kysely';
import type { RowError } from '../../../../domain/import/open-item.ts';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { keepClaim, staged } from './this-try.ts';

/** Row-level remarks; those that are not fatal only say what was done, such as a rounding. */
export const noteRows = async (
  database: Database,
  tried: ImportTry,
  errors: readonly RowError[],
  fatal: boolean,
): Promise<void> => {
  if (errors.length === 0) return;
  await database.transaction(async () => {
    await keepClaim(database, tried);
    await database.query(sql`
      insert into import_error (import_id, row_no, column_nm, value, code, reason, fatal)
      select ${tried.importId}, row_no, column_nm, value, code, reason, ${fatal}
        from unnest(${errors.map((one) => one.row)}::int[], ${errors.map((one) => one.column)}::text[],
                    ${errors.map((one) => one.value)}::text[], ${errors.map((one) => one.code)}::text[],
                    ${errors.map((one) => one.reason)}::text[]) as remark (row_no, column_nm, value, code, reason)`);
  });
};

/** Notes rows that a statement found, as `row_no`, `column_nm`, `value`, `code` and `reason`. Answers how many there are. */
export const noteFound = async (
  database: Queries,
  importId: string,
  found: RawBuilder<unknown>,
  kind: 'error' | 'remark',
): Promise<number> => {
  const [noted] = await database.query<{ notes: number }>(sql`
    with noted as (
      insert into import_error (import_id, row_no, column_nm, value, code, reason, fatal)
      select ${importId}, row_no, column_nm, value, code, reason, ${kind === 'error'} from (${found}) as found
      returning 1)
    select count(*)::int as notes from noted`);
  return noted?.notes ?? 0;
};

/** Notes the rows that a statement found, and takes them out of the valid ones. */
export const markInvalid = async (
  database: Queries,
  tried: ImportTry,
  found: RawBuilder<unknown>,
): Promise<void> => {
  const notes = await noteFound(database, tried.importId, found, 'error');
  if (notes === 0) return;
  await database.query(sql`
    with marked as (
      update import_row set invalid = true
       where ${staged(tried)} and not invalid
         and (select fatal from import_error error
               where error.import_id = import_row.import_id and error.row_no = import_row.row_no and fatal limit 1)
      returning 1)
    update import set rows_invalid = rows_invalid + (select count(*) from marked) where import_id = ${tried.importId}`);
};
