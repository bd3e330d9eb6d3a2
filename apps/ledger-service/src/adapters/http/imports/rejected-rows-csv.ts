import type { Queries } from '@recoup/runtime/database/queries';
import {
  errorColumn,
  fileHeader,
  headerOf,
  headOf,
  untilFault,
} from '../../../application/file/file-header.ts';
import { recordsBelow } from '../../../application/file/file-rows.ts';
import { withFormulaMark, withoutFormulaMark } from '../../../domain/import/values/formula-mark.ts';
import { FileFault, type OpenItemFiles } from '../../../ports/imports/open-item-files.ts';
import type { ImportResource } from '../../../reads/imports.ts';
import { type RejectedRows, rejectedRows } from '../../../reads/rejected-rows.ts';

/** By it spreadsheets take the file for UTF-8, so that names survive being opened and saved. */
const byteOrderMark = '\uFEFF';

/**
 * The rejected rows as they came, with one column more that says why: to be mended and sent again as they are. A row that has too many or
 * too few fields keeps its own.
 */
export async function* rejectedRowsCsv(
  database: Queries,
  files: OpenItemFiles,
  { importId, fileSha256 }: ImportResource,
): AsyncGenerator<string> {
  const rejected = await rejectedRows(database, importId);
  if (!rejected) return;
  yield byteOrderMark;
  try {
    yield* linesOf(rejected, files, fileSha256);
  } catch (fault) {
    // What comes before a fault of the file can be mended; the fault itself is among the errors of the import.
    if (!(fault instanceof FileFault)) throw fault;
  }
}

async function* linesOf(
  { format, reading, headerLine, reasons }: RejectedRows,
  files: OpenItemFiles,
  sha256: string,
): AsyncGenerator<string> {
  const { records, ragged } = await files.read(sha256, format, reading);
  const head = await headOf(untilFault(records));
  const named = head.find(({ line }) => line === headerLine) ?? headerOf(head);
  if (!named) return;
  const header = fileHeader(named);
  const own = (cells: readonly string[]): readonly string[] =>
    header.mended
      ? cells.filter((_cell, index) => header.names[index] !== errorColumn).map(withoutFormulaMark)
      : cells;
  yield csvLine([...own(named.cells), errorColumn]);
  const rest = recordsBelow(records, header);
  try {
    for await (const { row, reason } of reasons) {
      if (row <= header.line) continue;
      const cells = await cellsAt(rest, row);
      if (!cells) return;
      const missing = ragged ? named.cells.slice(cells.length).map(() => '') : [];
      yield csvLine([...own([...cells, ...missing]), reason]);
    }
  } finally {
    await rest.return(undefined);
  }
}

/** The cells of a row further on. */
const cellsAt = async (
  records: AsyncIterator<{ readonly line: number; readonly cells: readonly string[] }>,
  row: number,
): Promise<readonly string[] | undefined> => {
  for (;;) {
    const { done, value } = await records.next();
    if (done) return undefined;
    if (value.line === row) return value.cells;
  }
};

/** One line after RFC 4180. A text that a spreadsheet would run as a formula is kept a text; numbers stay as they are. */
const csvLine = (cells: readonly string[]): string =>
  `${cells
    .map(withFormulaMark)
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\r\n`;
