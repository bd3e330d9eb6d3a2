import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { OpenItemFiles } from '../../../ports/open-item-files.ts';
import type { ImportResource } from '../../../reads/imports.ts';

/** The rejected rows as they came, with one column more that says why: to be mended and sent again. */
export async function* rejectedRowsCsv(
  database: Database,
  files: OpenItemFiles,
  { importId, fileSha256 }: ImportResource,
): AsyncIterable<string> {
  const rows = await database.query<{ row_no: number; error: string }>(sql`
    select row_no, string_agg(column_nm || ': ' || reason, '; ' order by column_nm) as error
      from import_error where import_id = ${importId} and fatal group by row_no`);
  const errors = new Map(rows.map((row) => [row.row_no, row.error]));
  const [format] = await database.query<{ file_format: 'csv' | 'json' }>(sql`
    select file_format from import where import_id = ${importId}`);
  const file = await files.read(fileSha256, format?.file_format ?? 'csv');
  yield csvLine([...file.columns, 'Error']);
  for await (const { row, raw } of file.rows) {
    const error = errors.get(row);
    if (error === undefined) continue;
    yield csvLine([...file.columns.map((column) => raw?.[column] ?? ''), error]);
  }
}

/** One line after RFC 4180. A text that a spreadsheet would run as a formula is kept a text; numbers stay as they are. */
const csvLine = (cells: readonly string[]): string =>
  `${cells
    .map((cell) => (/^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\r\n`;
