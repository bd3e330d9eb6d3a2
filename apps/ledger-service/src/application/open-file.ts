import type { DateOrder, ImportTerms, Preset, RowError, RowReading } from '../domain/import/open-item.ts';
import { presetOf } from '../domain/import/presets.ts';
import type { ClaimedImport, Imports } from '../ports/imports.ts';
import type { FileRow, OpenItemFile, OpenItemFiles } from '../ports/open-item-files.ts';

/** A file whose rows can be read: by which preset, and how it writes its dates. */
export type OpenedFile = { readonly preset: Preset; readonly file: OpenItemFile; readonly dates: DateOrder };

/** Opens an import's file; one whose header or dates do not fit is rejected here, and answers undefined. */
export const openFile = async (
  imports: Pick<Imports, 'note' | 'end'>,
  files: Pick<OpenItemFiles, 'read'>,
  request: ClaimedImport,
): Promise<OpenedFile | undefined> => {
  const { terms } = request;
  const preset = presetOf(request.preset);
  const file = await files.read(request.file.sha256, request.file.format);
  if (file.columns.length === 0) return rejectFile(imports, request, [await withoutHeader(file)]);
  const wrongHeader = headerErrors(preset, file.columns, terms);
  if (wrongHeader.length > 0) return rejectFile(imports, request, wrongHeader);
  const dates = preset.survey ? await surveyOf(preset.survey(), request, files) : 'iso';
  if (dates === 'ambiguous') return rejectFile(imports, request, [ambiguousDates]);
  return { preset, file, dates };
};

/** What is wrong with a file in which no header was found. */
const withoutHeader = async ({ rows }: OpenItemFile): Promise<RowError> => {
  for await (const { row, broken } of rows)
    if (broken !== undefined) return { row, column: '', value: '', code: 'NOT_READABLE', reason: broken };
  const reason = 'is empty; it needs a header and rows';
  return { row: 0, column: '', value: '', code: 'EMPTY_FILE', reason };
};

/** What is wrong with a header. A file without a single column that its kind needs is of another kind, which is said once. */
const headerErrors = (
  preset: Preset,
  columns: readonly string[],
  terms: ImportTerms,
): readonly RowError[] => {
  const errors = preset.check(columns, terms);
  const missingOf = (found: readonly RowError[]) => found.filter(({ code }) => code === 'MISSING_COLUMN');
  const needed = missingOf(preset.check([], terms));
  if (missingOf(errors).length < needed.length) return errors;
  const names = needed.map(({ column }) => column).join(', ');
  const reason = `has none of the columns of a file of the kind ${preset.name}: ${names}`;
  return [{ row: 1, column: '', value: '', code: 'MISSING_COLUMN', reason }];
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
  { file }: ClaimedImport,
  files: Pick<OpenItemFiles, 'read'>,
): Promise<DateOrder | 'ambiguous'> => {
  const first = await files.read(file.sha256, file.format);
  for await (const { raw } of first.rows) if (raw) survey.look(raw);
  return survey.dateOrder();
};

/** What a row says; one that cannot even be taken apart into columns is invalid, too. */
export const readRow = (
  { preset, dates }: Pick<OpenedFile, 'preset' | 'dates'>,
  terms: ImportTerms,
  line: FileRow,
): RowReading =>
  line.raw === undefined
    ? {
        kind: 'invalid',
        errors: [{ row: line.row, column: '', value: '', code: 'NOT_READABLE', reason: line.broken }],
        means: null,
      }
    : preset.read(line.row, line.raw, terms, dates);
