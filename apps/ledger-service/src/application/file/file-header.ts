import type { RowError } from '../../domain/import/open-item.ts';
import { storable, unstorable } from '../../domain/import/storable-text.ts';
import { FileFault, type FileRecord } from '../../ports/open-item-files.ts';

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

/** Which of the first records names the columns. */
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
};

export const fileHeader = ({ line, cells }: FileRecord): FileHeader => {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  return {
    line,
    names,
    columns: names.filter((name) => name !== '' && name !== errorColumn),
    mended: names.includes(errorColumn),
  };
};

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
