import type { RowError, RowReading } from '../../domain/import/open-item.ts';
import { statedSums } from '../../domain/import/values/control-total.ts';
import type { ClaimedImport, ImportUnderWay, InvalidRow, StagedRow } from '../../ports/imports/imports.ts';
import type { OpenItemFiles } from '../../ports/imports/open-item-files.ts';
import type { FileRow } from '../file/file-rows.ts';
import { isRounding } from '../file/is-rounding.ts';
import { refusingFaults } from '../file/refuse-faults.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { type OpenedFile, openFile } from './open-file.ts';

const batchSize = 2_000;

/** Checks a whole file, then commits it or changes nothing: the one way by which open items enter the ledger. */
export const takeInOpenItems = (
  imports: Omit<ImportUnderWay, 'publishHistory'>,
  files: Pick<OpenItemFiles, 'read'>,
) =>
  refusingFaults(imports, async (request: ClaimedImport): Promise<void> => {
    await imports.begin(request);
    const opened = await openFile(imports, files, request);
    if (!opened) return;

    const ambiguous = await checkRows(imports, request, opened);
    if (ambiguous) return imports.end(request, 'REJECTED');
    const { invalid, refused } = await imports.compare(request);
    if (refused || (invalid > 0 && !request.acceptValid)) return imports.end(request, 'REJECTED');
    if (request.dryRun) return imports.end(request, 'CHECKED');
    await imports.commit(request);
  });

/** Reads rows while those before them are staged. Answers whether a column of amounts may mean two things, which refuses the file. */
const checkRows = async (
  imports: Pick<ImportUnderWay, 'stage' | 'note' | 'progress'>,
  request: ClaimedImport,
  opened: OpenedFile,
): Promise<boolean> => {
  const read = opened.reader();
  const amounts = opened.watchAmounts();
  const beside = statedSums();
  let staged: StagedRow[] = [];
  let invalid: InvalidRow[] = [];
  let errors: RowError[] = [];
  let notes: RowError[] = [];
  const counts = {
    bytesDone: 0,
    rowsTotal: 0,
    rowsNotOpen: 0,
    rowsInvalid: 0,
    rowsRounded: 0,
    rowsNotItems: 0,
    rowsCredits: 0,
    rowsSettled: 0,
    rowsNotSettled: 0,
  };

  /** Takes what was read since the last time. Answers how it is written. */
  const batchRead = () => {
    const batch = { staged, invalid, errors, notes, progress: { ...counts, statedBeside: beside.totals() } };
    staged = [];
    invalid = [];
    errors = [];
    notes = [];
    return async () => {
      await imports.stage(request, batch.staged, batch.invalid);
      await imports.note(request, 'error', batch.errors);
      await imports.note(request, 'remark', batch.notes);
      await imports.progress(request, batch.progress);
    };
  };

  const take = (line: FileRow) => {
    counts.rowsTotal += 1;
    counts.bytesDone = line.bytes;
    const reading = read(line);
    if (line.raw && reading.kind !== 'not-item') amounts.look(line.raw);
    if ('stated' in reading && reading.stated) beside.add(reading.stated);
    count(line, reading);
  };

  const count = (line: FileRow, reading: RowReading) => {
    if (reading.kind === 'not-item') counts.rowsNotItems += 1;
    if (reading.kind === 'not-open') counts.rowsNotOpen += 1;
    if (reading.kind === 'credit') {
      counts.rowsCredits += 1;
      notes.push(...reading.remarks);
    }
    if (reading.kind === 'invalid') {
      counts.rowsInvalid += 1;
      errors.push(...reading.errors);
      invalid.push({ row: line.row, means: reading.means });
    }
    if (reading.kind === 'item' || reading.kind === 'settled') {
      staged.push({ row: line.row, item: reading.item });
      if (reading.remarks.some(isRounding)) counts.rowsRounded += 1;
      notes.push(...reading.remarks);
    }
  };

  const writing = oneAtATime();
  try {
    for await (const line of opened.rows) {
      take(line);
      if (counts.rowsTotal % batchSize === 0) await writing.begin(batchRead());
    }
  } finally {
    await writing.ended();
  }
  const ambiguous = amounts.errors();
  errors.push(...ambiguous);
  await writing.begin(batchRead());
  await writing.ended();
  return ambiguous.length > 0;
};
