import type { RawRow, RowError } from '../../domain/import/open-item.ts';
import { withoutFormulaMark } from '../../domain/import/values/formula-mark.ts';
import { storable, unstorable } from '../../domain/import/values/storable-text.ts';
import { FileFault, type FileRecord, type OpenItemFile } from '../../ports/imports/open-item-files.ts';
import { errorColumn, type FileHeader } from './file-header.ts';

/** A record below the header, by column; or what is wrong where it cannot be taken apart into columns. */
export type FileRow =
  | { readonly row: number; readonly bytes: number; readonly raw: RawRow; readonly errors?: never }
  | {
      readonly row: number;
      readonly bytes: number;
      readonly errors: readonly RowError[];
      readonly raw?: never;
    };

/** The rows below a header, from the first one on however often they are walked. */
export const fileRows = (file: Records, header: FileHeader): AsyncIterable<FileRow> => ({
  [Symbol.asyncIterator]: () => rowsBelow(file, header),
});

type Records = Pick<OpenItemFile, 'records' | 'ragged'>;

async function* rowsBelow({ records, ragged }: Records, header: FileHeader): AsyncGenerator<FileRow> {
  try {
    for await (const record of recordsBelow(records, header)) {
      const at = { row: record.line, bytes: record.bytes };
      const errors = errorsOf(record, header, ragged);
      yield errors.length > 0 ? { ...at, errors } : { ...at, raw: rawRow(record, header) };
    }
  } catch (fault) {
    throw fault instanceof FileFault && typeof fault.column === 'number'
      ? new FileFault(fault.line, header.names[fault.column] || positionOf(fault.column), fault.reason)
      : fault;
  }
}

/** The records below a header that are not blank. */
export async function* recordsBelow(
  records: AsyncIterable<FileRecord>,
  { line }: FileHeader,
): AsyncGenerator<FileRecord> {
  for await (const record of records) {
    if (record.line > line && record.cells.some((cell) => cell.trim() !== '')) yield record;
  }
}

const positionOf = (index: number): string => `column ${index + 1}`;

const errorsOf = (
  { line, cells }: FileRecord,
  { names, report }: FileHeader,
  ragged: boolean,
): readonly RowError[] => {
  const fail = (column: string, value: string, reason: string): RowError => ({
    row: line,
    column,
    value: storable(value).slice(0, shownMax),
    code: 'NOT_READABLE',
    reason,
  });
  const isRemark = report && cells.slice(1).every((cell) => cell.trim() === '');
  const missing = !ragged && !isRemark && names.slice(cells.length).some((name) => name !== '');
  if (missing || cells.length > names.length) {
    return [fail('', '', `has ${fields(cells.length)}, but the header has ${names.length}`)];
  }
  return cells.flatMap((cell, index) => {
    const name = names[index] ?? '';
    if (name === '' && cell.trim() !== '') {
      return [fail('', cell, `has a value in ${positionOf(index)}, which has no name in the header`)];
    }
    const reason = unstorable(cell);
    return reason === undefined ? [] : [fail(name, cell, reason)];
  });
};

const fields = (count: number): string => (count === 1 ? '1 field' : `${count} fields`);

const shownMax = 200;

/** The cells of a record by the names of their columns. */
export const rawRow = ({ cells }: Pick<FileRecord, 'cells'>, { names, mended }: FileHeader): RawRow => {
  const raw: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    if (name === '' || name === errorColumn) continue;
    const cell = (cells[index] ?? '').trim();
    raw[name] = mended ? withoutFormulaMark(cell) : cell;
  }
  return raw;
};
