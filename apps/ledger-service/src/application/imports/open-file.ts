import { fits } from '../../domain/import/detect.ts';
import { presets } from '../../domain/import/layouts/presets.ts';
import { namingEntities } from '../../domain/import/naming-entities.ts';
import type {
  DateOrder,
  ImportTerms,
  Preset,
  PresetColumns,
  RowError,
  RowReading,
  Writing,
} from '../../domain/import/open-item.ts';
import { watchAmounts } from '../../domain/import/values/ambiguous-amounts.ts';
import { surveyDates } from '../../domain/import/values/date-order.ts';
import { toRegistered } from '../../domain/registry/registered-code.ts';
import type { ClaimedImport, Imports } from '../../ports/imports/imports.ts';
import type { OpenItemFile, OpenItemFiles } from '../../ports/imports/open-item-files.ts';
import { choosePreset } from '../file/choose-preset.ts';
import { fileByDelimiter } from '../file/file-by-delimiter.ts';
import {
  doubledColumns,
  type FileHeader,
  fileHeader,
  headOf,
  unstorableColumns,
  untilFault,
} from '../file/file-header.ts';
import { type FileRow, fileRows } from '../file/file-rows.ts';
import { askedPreset } from './asked-preset.ts';

/** A file whose rows can be read. */
export type OpenedFile = {
  readonly rows: AsyncIterable<FileRow>;
  /** Reads the rows of one walk, from the first to the last; one that cannot even be taken apart into columns is invalid, too. */
  readonly reader: () => (row: FileRow) => RowReading;
  readonly watchAmounts: () => ReturnType<typeof watchAmounts>;
};

/** Opens an import's file; one whose header or dates do not fit is rejected here, and answers undefined. */
export const openFile = async (
  imports: Pick<Imports, 'note' | 'noteReading' | 'end' | 'registeredEntities'>,
  files: Pick<OpenItemFiles, 'read'>,
  request: ClaimedImport,
): Promise<OpenedFile | undefined> => {
  const { terms } = request;
  const asked = askedPreset(request);
  const { sha256, format } = request.file;
  const file = await fileByDelimiter(
    (reading) => files.read(sha256, format, reading),
    request.reading,
    asked ? [asked] : presets,
  );
  const notChosen = { ...file.found, preset: null, presetVersion: null, chosenBy: null, header: null };
  await imports.noteReading(request, { ...notChosen, columns: {} });
  const choice = choosePreset(asked, presets, await headOf(untilFault(file.records)));
  if (!choice) {
    // A fault before the header is thrown by this second look.
    await headOf(file.records);
    return rejectFile(imports, request, [emptyFile]);
  }
  if ('errors' in choice) return rejectFile(imports, request, choice.errors);

  const { preset, by, named } = choice;
  const header = fileHeader(named, preset.report);
  const columns = preset.columnsOf(header.columns);
  await imports.noteReading(request, {
    ...file.found,
    preset: preset.name,
    presetVersion: preset.version,
    chosenBy: by,
    header: header.line,
    columns: columns.compared,
  });
  const wrongHeader = headerErrors(preset, header, terms);
  if (wrongHeader.length > 0) return rejectFile(imports, request, wrongHeader);
  const rows = fileRows(file, header);
  const dateColumns = columns.dates.filter((column) => header.columns.includes(column));
  const dates = request.declared.dates ?? preset.dates ?? (await datesOf(dateColumns, rows));
  if (dates === 'ambiguous') return rejectFile(imports, request, [ambiguousDates(dateColumns)]);
  const writing = writingOf(request, preset, file, dates);
  return withEntities(
    opened(preset, columns, header, rows, terms, writing),
    toRegistered(await imports.registeredEntities()),
  );
};

/** The file with each entity called as it is registered, however the rows write it. */
const withEntities = (opened: OpenedFile, registered: (written: string) => string): OpenedFile => ({
  ...opened,
  reader: () => {
    const read = opened.reader();
    return (row) => namingEntities(read(row), registered);
  },
});

const writingOf = (
  { declared }: Pick<ClaimedImport, 'declared'>,
  preset: Preset,
  { numbers }: OpenItemFile,
  dates: DateOrder,
): Writing => ({ dates, numbers, style: declared.numbers ?? preset.style });

const opened = (
  preset: Preset,
  columns: PresetColumns,
  header: FileHeader,
  rows: AsyncIterable<FileRow>,
  terms: ImportTerms,
  writing: Writing,
): OpenedFile => ({
  rows,
  reader: () => {
    const read = preset.reader(header.columns, terms, writing);
    return ({ row, raw, errors }) =>
      raw === undefined ? { kind: 'invalid', errors, means: null, stated: null } : read(row, raw);
  },
  watchAmounts: () => watchAmounts(columns, terms.currency, writing),
});

const emptyFile: RowError = {
  row: 0,
  column: '',
  value: '',
  code: 'EMPTY_FILE',
  reason: 'is empty; it needs a header and rows',
};

/** What is wrong with a header. A file without a single column that its kind needs is of another kind, which is said once. */
export const headerErrors = (preset: Preset, header: FileHeader, terms: ImportTerms): readonly RowError[] => {
  const unstorableNames = unstorableColumns(header);
  if (unstorableNames.length > 0) return unstorableNames;
  const line = Math.max(1, header.line);
  const [fit] = fits([preset], [header.columns]);
  if (fit?.matched === 0) {
    const names = preset.header.map((group) => group[0]).join(', ');
    const reason = `has none of the columns of a file of the kind ${preset.name}: ${names}`;
    return [{ row: line, column: '', value: '', code: 'MISSING_COLUMN', reason }];
  }
  const errors = preset
    .check(header.columns, terms)
    .map((error) => (error.row === 1 ? { ...error, row: line } : error));
  return [...doubledColumns(header), ...errors];
};

const ambiguousDates = (columns: readonly string[]): RowError => ({
  row: 0,
  column: columns.join(', '),
  value: '',
  code: 'AMBIGUOUS_DATES',
  reason:
    'must make clear, in the same way in every row, whether the day or the month comes first; dates such as 2026-03-31 always do, or say it with the import (--dates, dates=)',
});

const rejectFile = async (
  imports: Pick<Imports, 'note' | 'end'>,
  request: ClaimedImport,
  errors: readonly RowError[],
): Promise<undefined> => {
  await imports.note(request, 'error', errors);
  await imports.end(request, 'REJECTED');
};

const datesOf = async (
  dates: readonly string[],
  rows: AsyncIterable<FileRow>,
): Promise<DateOrder | 'ambiguous'> => {
  const survey = surveyDates(dates);
  for await (const { raw } of rows) if (raw) survey.look(raw);
  return survey.dateOrder();
};
