import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';

/** Of an import: how its file is written and was read, and why each row of it was rejected, in the order of the rows. */
export type RejectedRows = {
  readonly format: 'csv' | 'json' | 'xlsx';
  readonly reading: {
    readonly encoding: string | null;
    readonly delimiter: ',' | ';' | '\t' | null;
    readonly sheet: string | null;
  };
  /** The line that names the columns; null where none was found. */
  readonly headerLine: number | null;
  /** How it was read; null where that was never decided. */
  readonly preset: string | null;
  readonly reasons: AsyncIterable<RejectedRow>;
};
type RejectedRow = { readonly row: number; readonly reason: string };

const rowsAtOnce = 1_000;

export const rejectedRows = async (
  database: Queries,
  importId: string,
): Promise<RejectedRows | undefined> => {
  const [found] = await database.query<Omit<RejectedRows, 'reasons'>>(sql`
    select file_format as format,
           coalesce(reading, jsonb_build_object('encoding', encoding, 'delimiter', delimiter, 'sheet', sheet)) as reading,
           (reading ->> 'header')::int as "headerLine", preset
      from import where import_id = ${importId}`);
  return found && { ...found, reasons: reasonsOf(database, importId) };
};

async function* reasonsOf(database: Queries, importId: string): AsyncGenerator<RejectedRow> {
  for (let after = -1; ; ) {
    const rows = await database.query<RejectedRow>(sql`
      select row_no as "row", string_agg(ltrim(column_nm || ' ' || reason), '; ' order by column_nm) as reason
        from import_error where import_id = ${importId} and fatal and row_no > ${after}
       group by row_no order by row_no limit ${rowsAtOnce}`);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = last.row;
  }
}
