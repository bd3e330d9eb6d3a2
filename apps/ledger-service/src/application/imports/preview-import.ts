import { fits, lackedBy } from '../../domain/import/detect.ts';
import { presets } from '../../domain/import/layouts/presets.ts';
import { namingEntities } from '../../domain/import/naming-entities.ts';
import type { DateOrder, ImportTerms, Preset, RowError, RowReading } from '../../domain/import/open-item.ts';
import { surveyDates } from '../../domain/import/values/date-order.ts';
import { toRegistered } from '../../domain/registry/registered-code.ts';
import type { ImportRequest } from '../../ports/imports/imports.ts';
import {
  FileFault,
  type OpenItemFile,
  type OpenItemFiles,
  type ReadingFound,
} from '../../ports/imports/open-item-files.ts';
import type { Registry } from '../../ports/registry.ts';
import { choosePreset, columnsIn } from '../file/choose-preset.ts';
import { fileByDelimiter } from '../file/file-by-delimiter.ts';
import { fileHeader, headOf, untilFault } from '../file/file-header.ts';
import { type FileRow, fileRows } from '../file/file-rows.ts';
import { askedPreset } from './asked-preset.ts';
import { headerErrors } from './open-file.ts';

const rowsShown = 20;
/** So many rows are looked at to find the order of dates: a whole file is what an import looks at. */
const rowsSurveyed = 1_000;

export type PreviewAsked = Pick<ImportRequest, 'preset' | 'mapping' | 'terms' | 'reading' | 'declared'> & {
  readonly path: string;
  readonly format: ImportRequest['file']['format'];
};

export type Preview = {
  readonly found: ReadingFound | null;
  readonly preset: string | null;
  readonly chosenBy: 'named' | 'header' | null;
  readonly header: number | null;
  readonly dates: DateOrder | 'ambiguous' | null;
  readonly numbers: Preset['style'] | null;
  /** Every kind that was looked for, the one that fits best first. */
  readonly kinds: readonly {
    readonly preset: string;
    readonly matched: number;
    readonly known: number;
    readonly lacks: readonly string[];
  }[];
  readonly columns: readonly { readonly name: string; readonly field: string | null }[];
  readonly rows: readonly {
    readonly row: number;
    readonly cells: readonly Cell[];
    readonly reading: RowReading;
  }[];
  readonly errors: readonly RowError[];
};
type Cell = { readonly column: string; readonly value: string };

const nothing: Preview = {
  ...{ found: null, preset: null, chosenBy: null, header: null, dates: null, numbers: null },
  ...{ kinds: [], columns: [], rows: [], errors: [] },
};

/** Shows how a file would be read, by its first rows; nothing of it is kept. */
export const previewImport =
  (files: Pick<OpenItemFiles, 'look'>, registry: Pick<Registry, 'entities'>) =>
  async (asked: PreviewAsked): Promise<Preview> => {
    try {
      const entities = toRegistered((await registry.entities()).map(({ code }) => code));
      const preview = await previewOf(files, asked);
      const rows = preview.rows.map((row) => ({ ...row, reading: namingEntities(row.reading, entities) }));
      return { ...preview, rows };
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      return { ...nothing, errors: [unreadable(fault)] };
    }
  };

const previewOf = async (files: Pick<OpenItemFiles, 'look'>, asked: PreviewAsked): Promise<Preview> => {
  const named = askedPreset(asked);
  const file = await fileByDelimiter(
    (reading) => files.look(asked.path, asked.format, reading),
    asked.reading,
    named ? [named] : presets,
  );
  const head = await headOf(untilFault(file.records));
  const known = named ? [named, ...presets.filter((preset) => preset !== named)] : presets;
  const records = head.map(columnsIn);
  const kinds = fits(known, records).map((fit) => ({
    preset: fit.preset.name,
    matched: fit.matched,
    known: fit.known,
    lacks: lackedBy(fit, records[fit.record] ?? []),
  }));
  const found = { ...nothing, found: file.found, kinds };
  const choice = choosePreset(named, presets, head);
  if (!choice) return found;
  if ('errors' in choice) return { ...found, errors: choice.errors };
  const { preset, by, named: record } = choice;
  return { ...found, preset: preset.name, chosenBy: by, ...(await rowsOf(file, preset, record, asked)) };
};

const rowsOf = async (
  file: OpenItemFile,
  preset: Preset,
  record: Parameters<typeof fileHeader>[0],
  { terms, declared }: PreviewAsked,
) => {
  const header = fileHeader(record, preset.report);
  const columns = preset.columnsOf(header.columns);
  const first: FileRow[] = [];
  const survey = surveyDates(columns.dates);
  let fault: FileFault | undefined;
  try {
    for await (const row of fileRows(file, header)) {
      first.push(row);
      if (row.raw) survey.look(row.raw);
      if (first.length === rowsSurveyed) break;
    }
  } catch (caught) {
    if (!(caught instanceof FileFault)) throw caught;
    fault = caught;
  }
  const dates = declared.dates ?? preset.dates ?? survey.dateOrder();
  const numbers = declared.numbers ?? preset.style;
  const wrong = headerErrors(preset, header, terms);
  const canRead = !wrong.some(({ row }) => row > 0) && dates !== 'ambiguous';
  return {
    header: header.line,
    dates,
    numbers,
    columns: header.columns.map((name) => ({ name, field: columns.fields[name] ?? null })),
    rows: canRead
      ? readingsOf(preset, header.columns, first, terms, { dates, style: numbers, numbers: file.numbers })
      : [],
    errors: fault ? [...wrong, unreadable(fault)] : wrong,
  };
};

const readingsOf = (
  preset: Preset,
  columns: readonly string[],
  rows: readonly FileRow[],
  terms: ImportTerms,
  writing: Parameters<Preset['reader']>[2],
): Preview['rows'] => {
  const read = preset.reader(columns, terms, writing);
  return rows.slice(0, rowsShown).map(({ row, raw, errors }) => ({
    row,
    cells: Object.entries(raw ?? {}).map(([column, value]) => ({ column, value })),
    reading: raw === undefined ? { kind: 'invalid', errors, means: null, stated: null } : read(row, raw),
  }));
};

const unreadable = ({ line, column, reason }: FileFault): RowError => ({
  row: line,
  column: column === null ? '' : String(column),
  value: '',
  code: 'NOT_READABLE',
  reason,
});
