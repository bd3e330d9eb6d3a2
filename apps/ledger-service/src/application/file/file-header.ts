import type { RowError } from '../../domain/import/open-item.ts';
import { firstColumn } from '../../domain/import/table/headings.ts';
import { storable, unstorable } from '../../domain/import/values/storable-text.ts';
import { FileFault, type FileRecord } from '../../ports/imports/open-item-files.ts';

/** So many records at the beginning of a file are looked at to find its header. */
const headRecords = 50;

export const headOf = async (records: AsyncIterable<FileRecord>): Promise<readonly FileRecord[]> => {
  const head: FileRecord[] = [];
  for await (const record of records) {
    head.push(record);
    if (head.length === headRecords) break;
  }
  return head;
};

/** The records before the first fault of a file. */
export async function* untilFault(records: AsyncIterable<FileRecord>): AsyncGenerator<FileRecord> {
  try {
    yield* records;
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
  }
}

/** The column that the rejected rows of an import carry. A file that has it is one of those, mended, and says nothing by it. */
export const errorColumn = 'error';

/** The first record that is not blank, which names the columns of most files. */
export const headerOf = (head: readonly FileRecord[]): FileRecord | undefined =>
  head.find(({ cells }) => cells.some((cell) => cell.trim() !== ''));

export type FileHeader = {
  readonly line: number;
  /** The name of each column as presets know it, in lower case; empty where it has none. */
  readonly names: readonly string[];
  /** The names that say something. */
  readonly columns: readonly string[];
  /** Whether the rows come from the rejected rows of an import. */
  readonly mended: boolean;
  /** Whether it stands above lines printed for people, which end early where they say nothing more. */
  readonly report: boolean;
};

export const fileHeader = ({ line, cells }: FileRecord, report = false): FileHeader => {
  const names = cells.map((cell) => columnName(cell));
  if (report && names[0] === '') names[0] = firstColumn;
  return {
    line,
    names,
    columns: names.filter((name) => name !== '' && name !== errorColumn),
    mended: names.includes(errorColumn),
    report,
  };
};

/** A heading as presets know it: in lower case, and without the star that says that its column is needed. */
const columnName = (cell: string): string =>
  cell
    .trim()
    .replace(/^\*+(?=\S)/, '')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();

/** Names that cannot be kept, even to say what is wrong with them. */
export const unstorableColumns = ({ line, names }: FileHeader): readonly RowError[] =>
  names.flatMap((name) => {
    const reason = unstorable(name);
    const column = storable(name);
    return reason === undefined
      ? []
      : [{ row: Math.max(1, line), column, value: column, code: 'NOT_READABLE' as const, reason }];
  });

/** Columns of one name: which of them is meant nobody can know. */
export const doubledColumns = ({ line, names }: FileHeader): readonly RowError[] => {
  const doubled = names.filter((name, index) => name !== '' && names.indexOf(name) < index);
  return [...new Set(doubled)].map((column) => ({
    row: Math.max(1, line),
    column,
    value: column,
    code: 'DUPLICATE',
    reason: 'stands more than once in the header; rename or remove all but one',
  }));
};
