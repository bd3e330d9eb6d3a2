import { fits, fitsWhole } from '../../domain/import/detect.ts';
import type { Preset } from '../../domain/import/open-item.ts';
import {
  type Delimiter,
  FileFault,
  type OpenItemFile,
  type ReadingAsked,
} from '../../ports/imports/open-item-files.ts';
import { columnsIn } from './choose-preset.ts';
import { headerOf, headOf, untilFault } from './file-header.ts';

const delimiters: readonly [Delimiter, ...Delimiter[]] = [',', ';', '\t'];

/**
 * The file by the delimiter that splits its header into columns of its kind, where neither the sender nor the file names one; if none does,
 * by the one that splits it at all, to be refused for what it is.
 */
export const fileByDelimiter = async (
  read: (asked: ReadingAsked) => Promise<OpenItemFile>,
  reading: ReadingAsked,
  kinds: readonly Preset[],
): Promise<OpenItemFile> => {
  const byComma = await read(reading);
  if (!byComma.delimiterGuessed) return byComma;
  const tried: Tried[] = [];
  for (const delimiter of delimiters) {
    const file = delimiter === ',' ? byComma : await read({ ...reading, delimiter });
    tried.push(await looked(file, kinds));
  }
  const [only, another] = fitting(tried, kinds.length === 1);
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

const severalDelimiters =
  'splits into known columns by more than one delimiter; give the right one with the import, such as delimiter=semicolon';

type Tried = {
  readonly file: OpenItemFile;
  readonly columns: readonly string[];
  readonly matched: number;
  readonly whole: boolean;
};

/** Those that make a header of a known kind. Of all kinds some column may fit by chance, so that most of them count; of one none does. */
const fitting = (tried: readonly Tried[], ofOneKind: boolean): readonly Tried[] => {
  const whole = tried.filter((one) => one.whole);
  if (whole.length > 0) return whole;
  const most = Math.max(...tried.map(({ matched }) => matched));
  return tried.filter(({ matched }) => matched > 0 && (ofOneKind || matched === most));
};

/** What the first records of a file look like by the delimiter that it was opened with. */
const looked = async (file: OpenItemFile, kinds: readonly Preset[]): Promise<Tried> => {
  const head = await headOf(untilFault(file.records));
  const [best] = fits(kinds, head.map(columnsIn));
  const first = headerOf(head);
  return {
    file,
    columns: first ? columnsIn(first) : [],
    matched: best?.matched ?? 0,
    whole: best !== undefined && fitsWhole(best),
  };
};
