import type { RowError, RowReading, SettledInvoice } from '../../domain/import/open-item.ts';
import type { ClaimedImport, ImportUnderWay } from '../../ports/imports/imports.ts';
import type { OpenItemFiles } from '../../ports/imports/open-item-files.ts';
import type { FileRow } from '../file/file-rows.ts';
import { isRounding } from '../file/is-rounding.ts';
import { refusingFaults } from '../file/refuse-faults.ts';
import { type OpenedFile, openFile } from './open-file.ts';

const batchSize = 2_000;

/** So many invoice numbers are remembered to find one that comes twice; a longer history comes in several files. */
const rowsMax = 1_000_000;

/**
 * Reads the settled invoices of a file as history: checks the whole file, then publishes them or changes nothing. They feed the signals
 * of accounts and never the ledger (definition D2); rows not settled by the as-of date are passed by.
 */
export const readHistory = (
  imports: Omit<ImportUnderWay, 'stage' | 'compare' | 'commit'>,
  files: Pick<OpenItemFiles, 'read'>,
) =>
  refusingFaults(imports, async (request: ClaimedImport): Promise<void> => {
    await imports.begin(request);
    const opened = await openFile(imports, files, request);
    if (!opened) return;
    const { invalid, ambiguous } = await checkRows(imports, request, opened);
    if (ambiguous || (invalid > 0 && !request.acceptValid)) return imports.end(request, 'REJECTED');
    if (request.dryRun) return imports.end(request, 'CHECKED');
    // From its beginning, as often as a transaction that is tried again asks.
    await imports.publishHistory(request, () => settledOf(readingsOf(opened)));
  });

type Read = { readonly line: FileRow; readonly reading: RowReading };

async function* readingsOf(opened: OpenedFile): AsyncIterable<Read> {
  const read = opened.reader();
  const seen = new Map<string, number>();
  let rows = 0;
  for await (const line of opened.rows) {
    rows += 1;
    if (rows > rowsMax) {
      yield {
        line,
        reading: invalid(
          line,
          '',
          'TOO_MANY_ROWS',
          `is beyond the ${rowsMax.toLocaleString('en-US')} rows that a history file may have; split the file`,
        ),
      };
      return;
    }
    const reading = read(line);
    if (reading.kind !== 'settled') {
      yield { line, reading };
      continue;
    }
    const { entity, invoiceNumber } = reading.invoice;
    const key = JSON.stringify([entity, invoiceNumber]);
    const before = seen.get(key);
    if (before === undefined) seen.set(key, line.row);
    const reason = `is already in line ${before} of this file`;
    yield {
      line,
      reading: before === undefined ? reading : invalid(line, invoiceNumber, 'DUPLICATE', reason),
    };
  }
}

const invalid = ({ row }: FileRow, value: string, code: RowError['code'], reason: string): RowReading => ({
  kind: 'invalid',
  errors: [{ row, column: 'invoice_number', value, code, reason }],
  ...{ means: null, stated: null },
});

async function* settledOf(readings: AsyncIterable<Read>): AsyncIterable<SettledInvoice> {
  for await (const { reading } of readings) if (reading.kind === 'settled') yield reading.invoice;
}

const checkRows = async (
  imports: Pick<ImportUnderWay, 'note' | 'progress'>,
  request: ClaimedImport,
  opened: OpenedFile,
): Promise<{ readonly invalid: number; readonly ambiguous: boolean }> => {
  const amounts = opened.watchAmounts();
  const counts = {
    bytesDone: 0,
    rowsTotal: 0,
    rowsNotOpen: 0,
    rowsInvalid: 0,
    rowsNotItems: 0,
    rowsCredits: 0,
  };
  const history = { rowsRounded: 0, rowsSettled: 0, rowsNotSettled: 0 };
  let errors: RowError[] = [];
  let notes: RowError[] = [];
  const flush = async () => {
    await imports.note(request, 'error', errors);
    await imports.note(request, 'remark', notes);
    await imports.progress(request, { ...counts, ...history, statedBeside: [] });
    errors = [];
    notes = [];
  };
  for await (const { line, reading } of readingsOf(opened)) {
    counts.rowsTotal += 1;
    counts.bytesDone = line.bytes;
    if (line.raw && reading.kind !== 'not-item') amounts.look(line.raw);
    if (reading.kind === 'not-item') counts.rowsNotItems += 1;
    else if (reading.kind === 'invalid') {
      counts.rowsInvalid += 1;
      errors.push(...reading.errors);
    } else if (reading.kind === 'settled') {
      history.rowsSettled += 1;
      if (reading.remarks.some(isRounding)) history.rowsRounded += 1;
      notes.push(...reading.remarks);
    } else history.rowsNotSettled += 1;
    if (counts.rowsTotal % batchSize === 0) await flush();
  }
  const ambiguous = amounts.errors();
  errors.push(...ambiguous);
  await flush();
  return { invalid: counts.rowsInvalid, ambiguous: ambiguous.length > 0 };
};
