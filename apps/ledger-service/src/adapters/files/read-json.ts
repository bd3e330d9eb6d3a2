import {
  FileFault,
  type FileRecord,
  type OpenItemFile,
  type ReadingAsked,
} from '../../ports/imports/open-item-files.ts';
import { type DecodedText, decodedText, notDecodable, replacement } from './decoded-text.ts';
import { type JsonRow, jsonRows } from './json-rows.ts';

const columnsMax = 2_000;

/**
 * A JSON list of rows. Its columns are the keys of all rows, so the whole file is walked once before the first row is given; its first
 * record names them.
 */
export const readJson = async (path: string, asked: ReadingAsked): Promise<OpenItemFile> => {
  const text = await decodedText(path, asked.encoding);
  const columns = await columnsOf(text);
  return {
    found: { encoding: text.encoding, delimiter: null, sheet: null },
    delimiterGuessed: false,
    ragged: false,
    numbers: 'text',
    records: { [Symbol.asyncIterator]: () => recordsOf(text, columns) },
  };
};

const columnsOf = async (text: DecodedText): Promise<readonly string[]> => {
  const columns = new Set<string>();
  let position = 0;
  for await (const { row } of rowsOf(text)) {
    position += 1;
    for (const key of row.keys()) columns.add(key);
    if (columns.size > columnsMax) throw new FileFault(position, null, `has more than ${columnsMax} columns`);
  }
  return [...columns];
};

async function* recordsOf(text: DecodedText, columns: readonly string[]): AsyncGenerator<FileRecord> {
  if (columns.length > 0) yield { line: 0, bytes: 0, cells: columns };
  let line = 0;
  for await (const { row, bytes } of rowsOf(text)) {
    line += 1;
    yield { line, bytes, cells: columns.map((column) => row.get(column) ?? '') };
  }
}

async function* rowsOf({ encoding, chunks }: DecodedText): AsyncGenerator<{ row: JsonRow; bytes: number }> {
  const parser = jsonRows();
  let damaged = false;
  let position = 0;
  for await (const chunk of chunks) {
    damaged ||= chunk.damaged;
    for (const row of parser.push(chunk.text)) {
      position += 1;
      if (damaged) sound(position, row, encoding);
      yield { row, bytes: chunk.bytes };
    }
  }
  parser.end();
}

const sound = (position: number, row: JsonRow, encoding: string): void => {
  for (const [key, value] of row) {
    if (key.includes(replacement) || value.includes(replacement)) {
      throw new FileFault(position, key, notDecodable(encoding));
    }
  }
};
