import type { RowError } from '../domain/import/open-item.ts';
import type { CheckProgress, ImportRequest, ImportUnderWay, StagedRow } from '../ports/imports.ts';
import type { FileRow, OpenItemFiles } from '../ports/open-item-files.ts';
import { type OpenedFile, openFile, readRow } from './open-file.ts';

const batchSize = 2_000;

/** Checks a whole file, then commits it or changes nothing: the one way by which open items enter the ledger. */
export const takeInOpenItems =
  (imports: Omit<ImportUnderWay, 'publishHistory'>, files: Pick<OpenItemFiles, 'read'>) =>
  async (request: ImportRequest): Promise<void> => {
    const { importId } = request;
    await imports.begin(importId);
    const opened = await openFile(imports, files, request);
    if (!opened) return;

    await checkRows(imports, request, opened);
    const { invalid } = await imports.compare(importId);
    if (invalid > 0 && !request.acceptValid) return imports.end(importId, 'REJECTED');
    if (request.dryRun) return imports.end(importId, 'CHECKED');
    await imports.commit(request);
  };

const checkRows = async (
  imports: Pick<ImportUnderWay, 'stage' | 'note' | 'progress'>,
  { importId, terms }: ImportRequest,
  opened: OpenedFile,
): Promise<void> => {
  let staged: StagedRow[] = [];
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
    await imports.stage(importId, staged);
    await imports.note(importId, 'error', errors);
    await imports.note(importId, 'remark', notes);
    await imports.progress(importId, counts satisfies CheckProgress);
    staged = [];
    errors = [];
    notes = [];
  };

  const take = (line: FileRow) => {
    counts.rowsTotal += 1;
    counts.bytesDone = line.bytes;
    const reading = readRow(opened, terms, line);
    if (reading.kind === 'not-open' || reading.kind === 'settled') counts.rowsNotOpen += 1;
    if (reading.kind === 'invalid') {
      counts.rowsInvalid += 1;
      errors.push(...reading.errors);
    }
    if (reading.kind === 'item') {
      staged.push({ row: line.row, item: reading.item });
      if (reading.rounded.length > 0) counts.rowsRounded += 1;
      notes.push(...reading.rounded);
    }
  };

  for await (const line of opened.file.rows) {
    take(line);
    if (counts.rowsTotal % batchSize === 0) await flush();
  }
  await flush();
};
