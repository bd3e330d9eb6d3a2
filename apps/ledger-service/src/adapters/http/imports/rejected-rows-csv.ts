import type { Queries } from '@recoup/runtime/database/queries';
import {
  errorColumn,
  type FileHeader,
  fileHeader,
  headerOf,
  headOf,
  untilFault,
} from '../../../application/file/file-header.ts';
import { rawRow, recordsBelow } from '../../../application/file/file-rows.ts';
import { csvRecord } from '../../../domain/import/csv-record.ts';
import { presetOf } from '../../../domain/import/layouts/presets.ts';
import { withFormulaMark, withoutFormulaMark } from '../../../domain/import/values/formula-mark.ts';
import { FileFault, type OpenItemFiles } from '../../../ports/imports/open-item-files.ts';
import { type RejectedRows, rejectedRows } from '../../../reads/import-rows/rejected-rows.ts';
import type { ImportResource } from '../../../reads/imports.ts';

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
  if (!rejected || fileSha256 === null) return;
  yield byteOrderMark;
  try {
    yield* linesOf(rejected, files, fileSha256);
  } catch (fault) {
    // What comes before a fault of the file can be mended; the fault itself is among the errors of the import.
    if (!(fault instanceof FileFault)) throw fault;
  }
}

async function* linesOf(
  { format, reading, headerLine, preset, reasons }: RejectedRows,
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
  const groups = debtorsAbove(preset, header);
  yield csvLine([...own(named.cells), ...(groups?.added ?? []), errorColumn]);
  const rest = recordsBelow(records, header);
  try {
    for await (const { row, reason } of reasons) {
      if (row <= header.line) continue;
      const found = await cellsAt(rest, row, groups);
      if (!found) return;
      const { cells, added } = found;
      const missing = ragged ? named.cells.slice(cells.length).map(() => '') : [];
      yield csvLine([...own([...cells, ...missing]), ...added, reason]);
    }
  } finally {
    await rest.return(undefined);
  }
}

type Cells = readonly string[];
type Groups = {
  /** The column that the rows get for it, where the file has none. */
  readonly added: Cells;
  /** A row, which itself says what the heading above it does; asked of each record in turn. */
  readonly completed: (cells: Cells) => { readonly cells: Cells; readonly added: Cells };
};

/** Without the headings between them rows say no longer whose they are, so each takes its heading along. */
const debtorsAbove = (preset: string | null, header: FileHeader): Groups | undefined => {
  const grouped = presetOf(preset ?? '')?.debtorAbove?.(header.columns);
  if (!grouped) return undefined;
  const { column, above } = grouped;
  const at = header.names.indexOf(column);
  return {
    added: at < 0 ? [column] : [],
    completed: (cells) => {
      const debtor = above(rawRow({ cells }, header)) ?? '';
      if (at < 0) return { cells, added: [debtor] };
      const isBlank = cells[at]?.trim() === '';
      return { cells: isBlank ? cells.with(at, debtor) : cells, added: [] };
    },
  };
};

/** The cells of a row further on. */
const cellsAt = async (
  records: AsyncIterator<{ readonly line: number; readonly cells: Cells }>,
  row: number,
  groups: Groups | undefined,
): Promise<ReturnType<Groups['completed']> | undefined> => {
  for (;;) {
    const { done, value } = await records.next();
    if (done) return undefined;
    const completed = groups?.completed(value.cells) ?? { cells: value.cells, added: [] };
    if (value.line === row) return completed;
  }
};

/** A text that a spreadsheet would run as a formula is kept a text; numbers stay as they are. */
const csvLine = (cells: readonly string[]): string => csvRecord(cells.map(withFormulaMark));
