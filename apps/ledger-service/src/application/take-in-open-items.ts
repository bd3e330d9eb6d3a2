import type { DateOrder, Preset, RowError } from '../domain/import/open-item.ts';
import { presetOf } from '../domain/import/presets.ts';
import type { CheckProgress, ImportRequest, Imports, StagedRow } from '../ports/imports.ts';
import type { FileRow, OpenItemFile, OpenItemFiles } from '../ports/open-item-files.ts';

const batchSize = 2_000;

/** Checks a whole file, then commits it or changes nothing: the one way by which open items enter the ledger. */
export const takeInOpenItems =
  (imports: Imports, files: OpenItemFiles) =>
  async (request: ImportRequest): Promise<void> => {
    const { importId, terms } = request;
    await imports.begin(importId);
    const preset = presetOf(request.preset);
    const file = await files.read(request.file.sha256, request.file.format);
    const wrongHeader = preset.check(file.columns, terms);
    if (wrongHeader.length > 0) return rejectFile(imports, importId, wrongHeader);

    const dates = preset.survey ? await surveyOf(preset.survey(), request, files) : 'iso';
    if (dates === 'ambiguous') return rejectFile(imports, importId, [ambiguousDates]);

    await checkRows(imports, request, preset, file, dates);
    const { invalid } = await imports.compare(importId);
    if (invalid > 0 && !request.acceptValid) return imports.end(importId, 'REJECTED');
    if (request.dryRun) return imports.end(importId, 'CHECKED');
    await imports.commit(request);
  };

const ambiguousDates: RowError = {
  row: 0,
  column: 'invoicedate',
  value: '',
  code: 'AMBIGUOUS_DATES',
  reason:
    'no date of this file tells whether the day or the month comes first, or they contradict each other',
};

const rejectFile = async (imports: Imports, importId: string, errors: readonly RowError[]): Promise<void> => {
  await imports.note(importId, 'error', errors);
  await imports.end(importId, 'REJECTED');
};

const surveyOf = async (
  survey: ReturnType<NonNullable<Preset['survey']>>,
  { file }: ImportRequest,
  files: OpenItemFiles,
): Promise<DateOrder | 'ambiguous'> => {
  const first = await files.read(file.sha256, file.format);
  for await (const { raw } of first.rows) if (raw) survey.look(raw);
  return survey.dateOrder();
};

const checkRows = async (
  imports: Imports,
  { importId, terms }: ImportRequest,
  preset: Preset,
  file: OpenItemFile,
  dates: DateOrder,
): Promise<void> => {
  let staged: StagedRow[] = [];
  let errors: RowError[] = [];
  let notes: RowError[] = [];
  const counts = { bytesDone: 0, rowsTotal: 0, rowsNotOpen: 0, rowsInvalid: 0, rowsRounded: 0 };

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
    const reading =
      line.raw === undefined
        ? { kind: 'invalid' as const, errors: [notReadable(line.row, line.broken)] }
        : preset.read(line.row, line.raw, terms, dates);
    if (reading.kind === 'not-open') counts.rowsNotOpen += 1;
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

  for await (const line of file.rows) {
    take(line);
    if (counts.rowsTotal % batchSize === 0) await flush();
  }
  await flush();
};

const notReadable = (row: number, reason: string): RowError => ({
  row,
  column: '',
  value: '',
  code: 'NOT_READABLE',
  reason,
});
