import {
  type Delimiter,
  FileFault,
  type FileRecord,
  type OpenItemFile,
  type ReadingAsked,
} from '../../ports/imports/open-item-files.ts';
import { csvScanner } from './csv-scanner.ts';
import { type DecodedText, decodedText, notDecodable, replacement } from './decoded-text.ts';

/** A text file of records, separated by what the sender says, what its first line declares, or else by commas. */
export const readCsv = async (path: string, asked: ReadingAsked): Promise<OpenItemFile> => {
  const text = await decodedText(path, asked.encoding);
  const declared = await declaredDelimiter(text);
  if (declared && asked.delimiter !== null && declared.delimiter !== asked.delimiter) {
    const reason = `declares ${nameOf(declared.delimiter)} as the delimiter, but ${nameOf(asked.delimiter)} was given with the import`;
    throw new FileFault(1, null, reason);
  }
  const delimiter = asked.delimiter ?? declared?.delimiter ?? ',';
  return {
    found: { encoding: text.encoding, delimiter, sheet: null },
    delimiterGuessed: asked.delimiter === null && !declared,
    ragged: false,
    numbers: 'text',
    records: { [Symbol.asyncIterator]: () => recordsOf(text, delimiter, declared?.length ?? 0) },
  };
};

const names: Readonly<Record<Delimiter, string>> = {
  ',': 'the comma',
  ';': 'the semicolon',
  '\t': 'the tab',
};
const nameOf = (delimiter: Delimiter): string => names[delimiter];
const isDelimiter = (text: string): text is Delimiter => Object.hasOwn(names, text);

/** The first line `sep=;` by which spreadsheets declare a delimiter, and how long that line is. */
const declaredDelimiter = async ({
  chunks,
}: DecodedText): Promise<{ readonly delimiter: Delimiter; readonly length: number } | undefined> => {
  let head = '';
  for await (const { text } of chunks) {
    head += text;
    if (head.length > 16) break;
  }
  const [whole = '', separator = ''] = /^"?sep=(.)"?(?:\r\n|\r|\n|$)/i.exec(head.slice(0, 16)) ?? [];
  if (whole === '') return undefined;
  if (!isDelimiter(separator)) {
    throw new FileFault(
      1,
      null,
      `declares ${separator} as the delimiter; only comma, semicolon and tab are read`,
    );
  }
  return { delimiter: separator, length: whole.length };
};

async function* recordsOf(
  { encoding, chunks }: DecodedText,
  delimiter: Delimiter,
  skip: number,
): AsyncGenerator<FileRecord> {
  const scanner = csvScanner(delimiter, skip > 0 ? 2 : 1);
  let left = skip;
  let damaged = false;
  let read = 0;
  const sound = (line: number, cells: readonly string[]): void => {
    const column = damaged ? cells.findIndex((cell) => cell.includes(replacement)) : -1;
    if (column >= 0) throw new FileFault(line, column, notDecodable(encoding));
  };
  for await (const chunk of chunks) {
    damaged ||= chunk.damaged;
    read = chunk.bytes;
    const text = left > 0 ? chunk.text.slice(left) : chunk.text;
    left -= chunk.text.length - text.length;
    for (const { line, cells } of scanner.push(text)) {
      sound(line, cells);
      yield { line, bytes: read, cells };
    }
  }
  for (const { line, cells } of scanner.end()) {
    sound(line, cells);
    yield { line, bytes: read, cells };
  }
}
