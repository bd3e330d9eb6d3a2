import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';

/** Of an import: how its file is written, and why each row of it was rejected, by number of the row. */
export type RejectedRows = {
  readonly format: 'csv' | 'json';
  readonly reasons: ReadonlyMap<number, string>;
};

export const rejectedRows = async (database: Queries, importId: string): Promise<RejectedRows> => {
  const rows = await database.query<{ row_no: number; error: string }>(sql`
    select row_no, string_agg(ltrim(column_nm || ' ' || reason), '; ' order by column_nm) as error
      from import_error where import_id = ${importId} and fatal group by row_no`);
  const [format] = await database.query<{ file_format: 'csv' | 'json' }>(sql`
    select file_format from import where import_id = ${importId}`);
  return {
    format: format?.file_format ?? 'csv',
    reasons: new Map(rows.map((row) => [row.row_no, row.error])),
  };
};
