import type { RowError } from '../domain/import/open-item.ts';
import type {
  CheckProgress,
  ClaimedImport,
  ImportUnderWay,
  InvalidRow,
  StagedRow,
} from '../ports/imports.ts';
import type { OpenItemFiles } from '../ports/open-item-files.ts';
import type { FileRow } from './file/file-rows.ts';
import { refusingFaults } from './file/refuse-faults.ts';
import { type OpenedFile, openFile, readRow } from './open-file.ts';

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

    await checkRows(imports, request, opened);
    const { invalid, refused } = await imports.compare(request);
    if (refused || (invalid > 0 && !request.acceptValid)) return imports.end(request, 'REJECTED');
    if (request.dryRun) return imports.end(request, 'CHECKED');
    await imports.commit(request);
  });

const checkRows = async (
  imports: Pick<ImportUnderWay, 'stage' | 'note' | 'progress'>,
  request: ClaimedImport,
  opened: OpenedFile,
): Promise<void> => {
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
    rowsSettled: 0,
    rowsNotSettled: 0,
  };

  const flush = async () => {
    await imports.stage(request, staged, invalid);
    await imports.note(request, 'error', errors);
    await imports.note(request, 'remark', notes);
    await imports.progress(request, counts satisfies CheckProgress);
    staged = [];
    invalid = [];
    errors = [];
    notes = [];
  };

  const take = (line: FileRow) => {
    counts.rowsTotal += 1;
    counts.bytesDone = line.bytes;
    const reading = readRow(opened, request.terms, line);
    if (reading.kind === 'not-open') counts.rowsNotOpen += 1;
    if (reading.kind === 'invalid') {
      counts.rowsInvalid += 1;
      errors.push(...reading.errors);
      invalid.push({ row: line.row, means: reading.means });
    }
    if (reading.kind === 'item' || reading.kind === 'settled') {
      staged.push({ row: line.row, item: reading.item });
      if (reading.rounded.length > 0) counts.rowsRounded += 1;
      notes.push(...reading.rounded);
    }
  };

  for await (const line of opened.rows) {
    take(line);
    if (counts.rowsTotal % batchSize === 0) await flush();
  }
  await flush();
};
