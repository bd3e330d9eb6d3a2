import type { DateOrder, ImportTerms, Preset, RowError, RowReading } from '../domain/import/open-item.ts';
import { presetOf } from '../domain/import/presets.ts';
import type { ClaimedImport, Imports } from '../ports/imports.ts';
import {
  type Delimiter,
  FileFault,
  type NumberForm,
  type OpenItemFile,
  type OpenItemFiles,
} from '../ports/open-item-files.ts';
import {
  doubledColumns,
  type FileHeader,
  fileHeader,
  headerOf,
  headOf,
  unstorableColumns,
  untilFault,
} from './file/file-header.ts';
import { type FileRow, fileRows } from './file/file-rows.ts';

/** A file whose rows can be read: by which preset, and how it writes dates and numbers. */
export type OpenedFile = {
  readonly preset: Preset;
  readonly rows: AsyncIterable<FileRow>;
  readonly dates: DateOrder;
  readonly numbers: NumberForm;
};

/** Opens an import's file; one whose header or dates do not fit is rejected here, and answers undefined. */
export const openFile = async (
  imports: Pick<Imports, 'note' | 'noteReading' | 'end'>,
  files: Pick<OpenItemFiles, 'read'>,
  request: ClaimedImport,
): Promise<OpenedFile | undefined> => {
  const { terms } = request;
  const preset = presetOf(request.preset);
  const file = await fileByDelimiter(files, request, preset);
  await imports.noteReading(request, file.found);
  const named = headerOf(await headOf(untilFault(file.records)));
  if (!named) {
    // A fault before the header is thrown by this second look.
    await headOf(file.records);
    return rejectFile(imports, request, [emptyFile]);
  }
  const header = fileHeader(named);
  const wrongHeader = headerErrors(preset, header, terms);
  if (wrongHeader.length > 0) return rejectFile(imports, request, wrongHeader);
  const rows = fileRows(file, header);
  const dates = preset.survey ? await surveyOf(preset.survey(), rows) : 'iso';
  if (dates === 'ambiguous') return rejectFile(imports, request, [ambiguousDates]);
  return { preset, rows, dates, numbers: file.numbers };
};

/** The columns by the delimiter that a file was opened with; none where that makes nonsense of its first lines. */
const columnsBy = async ({ records }: OpenItemFile): Promise<readonly string[]> => {
  const head = await headOf(untilFault(records));
  const header = headerOf(head);
  return header ? fileHeader(header).columns : [];
};

/**
 * The file by the delimiter that splits its header into columns of its kind, where neither the sender nor the file names one; if none does,
 * by the one that splits it at all, to be refused for what it is.
 */
const fileByDelimiter = async (
  files: Pick<OpenItemFiles, 'read'>,
  { file: { sha256, format }, reading, terms }: ClaimedImport,
  preset: Preset,
): Promise<OpenItemFile> => {
  const byComma = await files.read(sha256, format, reading);
  if (!byComma.delimiterGuessed) return byComma;
  const tried: { readonly file: OpenItemFile; readonly columns: readonly string[] }[] = [];
  for (const delimiter of delimiters) {
    const file = delimiter === ',' ? byComma : await files.read(sha256, format, { ...reading, delimiter });
    tried.push({ file, columns: await columnsBy(file) });
  }
  const [only, another] = tried.filter(({ columns }) => knowsAny(preset, columns, terms));
  if (another) throw new FileFault(1, null, severalDelimiters);
  const { file, columns } =
    only ?? tried.reduce((most, next) => (next.columns.length > most.columns.length ? next : most));
  const foreign = columns.length === 1 ? /[|^~]/.exec(columns[0] ?? '')?.[0] : undefined;
  if (foreign)
    throw new FileFault(
      1,
      null,
      `seems to be separated by ${foreign}; only comma, semicolon and tab are read`,
    );
  return file;
};

const delimiters: readonly [Delimiter, ...Delimiter[]] = [',', ';', '\t'];
const severalDelimiters =
  'splits into known columns by more than one delimiter; give the right one with the import, such as delimiter=semicolon';

const missingOf = (errors: readonly RowError[]) => errors.filter(({ code }) => code === 'MISSING_COLUMN');

const knowsAny = (preset: Preset, columns: readonly string[], terms: ImportTerms): boolean =>
  missingOf(preset.check(columns, terms)).length < missingOf(preset.check([], terms)).length;

const emptyFile: RowError = {
  row: 0,
  column: '',
  value: '',
  code: 'EMPTY_FILE',
  reason: 'is empty; it needs a header and rows',
};

/** What is wrong with a header. A file without a single column that its kind needs is of another kind, which is said once. */
const headerErrors = (preset: Preset, header: FileHeader, terms: ImportTerms): readonly RowError[] => {
  const unstorableNames = unstorableColumns(header);
  if (unstorableNames.length > 0) return unstorableNames;
  const line = Math.max(1, header.line);
  const errors = preset
    .check(header.columns, terms)
    .map((error) => (error.row === 1 ? { ...error, row: line } : error));
  if (knowsAny(preset, header.columns, terms)) return [...doubledColumns(header), ...errors];
  const names = missingOf(preset.check([], terms))
    .map(({ column }) => column)
    .join(', ');
  const reason = `has none of the columns of a file of the kind ${preset.name}: ${names}`;
  return [{ row: line, column: '', value: '', code: 'MISSING_COLUMN', reason }];
};

const ambiguousDates: RowError = {
  row: 0,
  column: 'invoicedate',
  value: '',
  code: 'AMBIGUOUS_DATES',
  reason:
    'must make clear, in the same way in every row, whether the day or the month comes first; dates such as 2026-03-31 always do',
};

const rejectFile = async (
  imports: Pick<Imports, 'note' | 'end'>,
  request: ClaimedImport,
  errors: readonly RowError[],
): Promise<undefined> => {
  await imports.note(request, 'error', errors);
  await imports.end(request, 'REJECTED');
};

const surveyOf = async (
  survey: ReturnType<NonNullable<Preset['survey']>>,
  rows: AsyncIterable<FileRow>,
): Promise<DateOrder | 'ambiguous'> => {
  for await (const { raw } of rows) if (raw) survey.look(raw);
  return survey.dateOrder();
};

/** What a row says; one that cannot even be taken apart into columns is invalid, too. */
export const readRow = (
  { preset, dates, numbers }: Pick<OpenedFile, 'preset' | 'dates' | 'numbers'>,
  terms: ImportTerms,
  { row, raw, errors }: FileRow,
): RowReading =>
  raw === undefined
    ? { kind: 'invalid', errors, means: null }
    : preset.read(row, raw, terms, { dates, numbers });
