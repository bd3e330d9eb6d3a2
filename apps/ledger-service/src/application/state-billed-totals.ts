import type { CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, type Result, refused } from '@recoup/domain/result';
import {
  type BilledTotal,
  checkBilledColumns,
  readBilledTotal,
  repeatedTotals,
} from '../domain/billed-totals/billed-total.ts';
import type { RowError } from '../domain/import/open-item.ts';
import { toRegistered } from '../domain/registry/registered-code.ts';
import type { BilledTotals } from '../ports/billed-totals.ts';
import { FileFault, type FileFormat, type OpenItemFiles } from '../ports/imports/open-item-files.ts';
import type { Registry } from '../ports/registry.ts';
import { doubledColumns, fileHeader, headerOf, headOf } from './file/file-header.ts';
import { type FileRow, fileRows } from './file/file-rows.ts';

export type StateBilledTotals = {
  readonly file: { readonly path: string; readonly sha256: string; readonly format: FileFormat };
  readonly statedOn: CalendarDate;
  readonly personId: string;
  /** The legal entities that the person works for as a whole; null for all. */
  readonly covers: readonly string[] | null;
};

const rowsAtMost = 10_000;

/** Keeps a small file and what it says was billed, or says all that is wrong with it and keeps nothing. Answers the id of the statement. */
export const stateBilledTotals =
  (
    files: Pick<OpenItemFiles, 'keep' | 'look'>,
    known: Pick<Registry, 'entities'>,
    kept: BilledTotals,
    newId: () => string,
  ) =>
  async ({ file, covers, ...given }: StateBilledTotals): Promise<Result<string, readonly RowError[]>> => {
    const read = await readFile(files, file, given.statedOn.slice(0, 7));
    if (!read.ok) return read;
    const codes = (await known.entities()).map(({ code }) => code);
    const meant = toRegistered(codes);
    const totals = read.value.totals.map((total) => ({ ...total, entity: meant(total.entity) }));
    const errors = [
      ...read.value.errors,
      ...repeatedTotals(totals),
      ...totals.flatMap(({ row, entity }): readonly RowError[] => {
        const fault = { row, column: 'entity', value: entity } as const;
        if (!codes.includes(entity))
          return [{ ...fault, code: 'UNKNOWN_ENTITY', reason: 'is no legal entity of this ledger' }];
        if (covers !== null && !covers.includes(entity))
          return [{ ...fault, code: 'OUT_OF_SCOPE', reason: 'is beyond the entities for which you work' }];
        return [];
      }),
    ];
    if (errors.length > 0) return refused(inOrder(errors));
    await files.keep(file.path, file.sha256);
    const statementId = newId();
    await kept.keep({ ...given, statementId, fileSha256: file.sha256, totals });
    return accepted(statementId);
  };

const wholeFile = (code: RowError['code'], reason: string): RowError => ({
  ...{ row: 0, column: '', value: '' },
  ...{ code, reason },
});

type RowsRead = { readonly totals: readonly BilledTotal[]; readonly errors: readonly RowError[] };

const readFile = async (
  files: Pick<OpenItemFiles, 'look'>,
  { path, format }: StateBilledTotals['file'],
  lastMonth: string,
): Promise<Result<RowsRead, readonly RowError[]>> => {
  try {
    const file = await files.look(path, format, { encoding: null, delimiter: null, sheet: null });
    const named = headerOf(await headOf(file.records));
    if (!named) return refused([wholeFile('EMPTY_FILE', 'is empty; it needs a header and rows')]);
    const header = fileHeader(named);
    const wrong = [...doubledColumns(header), ...checkBilledColumns(header.columns)];
    return wrong.length > 0 ? refused(wrong) : await readRows(fileRows(file, header), lastMonth);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    const column = typeof fault.column === 'number' ? `column ${fault.column + 1}` : (fault.column ?? '');
    return refused([{ row: fault.line, column, value: '', code: 'NOT_READABLE', reason: fault.reason }]);
  }
};

const readRows = async (
  rows: AsyncIterable<FileRow>,
  lastMonth: string,
): Promise<Result<RowsRead, readonly RowError[]>> => {
  const totals: BilledTotal[] = [];
  const errors: RowError[] = [];
  for await (const { row, raw, errors: unreadable = [] } of rows) {
    if (totals.length + errors.length >= rowsAtMost)
      return refused([wholeFile('TOO_MANY_ROWS', `must have at most ${rowsAtMost} rows`)]);
    const read = raw ? readBilledTotal(row, raw, lastMonth) : { errors: unreadable };
    if ('total' in read) totals.push(read.total);
    else errors.push(...read.errors);
  }
  return totals.length + errors.length > 0
    ? accepted({ totals, errors })
    : refused([wholeFile('EMPTY_FILE', 'has no rows below its header')]);
};

const inOrder = (errors: readonly RowError[]): readonly RowError[] =>
  errors.toSorted((one, other) => one.row - other.row);
