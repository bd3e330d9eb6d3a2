import type { Queries } from '@recoup/runtime/database/queries';
import type { OpenItemFiles } from '../../../ports/open-item-files.ts';
import type { ImportResource } from '../../../reads/imports.ts';
import { rejectedRows } from '../../../reads/rejected-rows.ts';

/** The rejected rows as they came, with one column more that says why: to be mended and sent again. */
export async function* rejectedRowsCsv(
  database: Queries,
  files: OpenItemFiles,
  { importId, fileSha256 }: ImportResource,
): AsyncIterable<string> {
  const { format, reasons } = await rejectedRows(database, importId);
  const file = await files.read(fileSha256, format);
  yield csvLine([...file.columns, 'Error']);
  for await (const { row, raw } of file.rows) {
    const reason = reasons.get(row);
    if (reason === undefined) continue;
    yield csvLine([...file.columns.map((column) => raw?.[column] ?? ''), reason]);
  }
}

/** One line after RFC 4180. A text that a spreadsheet would run as a formula is kept a text; numbers stay as they are. */
const csvLine = (cells: readonly string[]): string =>
  `${cells
    .map((cell) => (/^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\r\n`;
