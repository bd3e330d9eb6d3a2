import { open } from 'node:fs/promises';
import {
  FileFault,
  type FileRecord,
  type OpenItemFile,
  type ReadingAsked,
} from '../../ports/imports/open-item-files.ts';
import { kindOfBytes } from './file-kind.ts';
import { type Archive, inArchive } from './workbook/archive.ts';
import { sheetRows } from './workbook/sheet-rows.ts';
import { readWorkbook, type Workbook } from './workbook/workbook.ts';

/** One sheet of a workbook. Its numbers went through a binary fraction before they came here. */
export const readXlsx = async (path: string, asked: ReadingAsked): Promise<OpenItemFile> => {
  const size = await sizeOfWorkbook(path);
  const workbook = await firstOf(
    inArchive(path, async function* (archive) {
      yield await readWorkbook(archive, asked.sheet);
    }),
  );
  return {
    found: { encoding: null, delimiter: null, sheet: workbook.sheet.name },
    delimiterGuessed: false,
    ragged: true,
    numbers: 'float',
    records: {
      [Symbol.asyncIterator]: () => inArchive(path, (archive) => recordsOf(archive, workbook, size)),
    },
  };
};

const largest = 50 * 1024 ** 2;

/** The size of a file that may be a workbook; what is none is refused by what it is. */
const sizeOfWorkbook = async (path: string): Promise<number> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    const head = buffer.subarray(0, bytesRead);
    if (size > largest)
      throw new FileFault(0, null, 'is larger than 50 MB, the most for a workbook; save it as CSV');
    if (head[0] === 0x50 && head[1] === 0x4b) return size;
    throw new FileFault(
      0,
      null,
      kindOfBytes(head, size) ?? 'is no workbook (.xlsx); send a CSV file as text/csv',
    );
  } finally {
    await file.close();
  }
};

const firstOf = async <Item>(items: AsyncIterable<Item>): Promise<Item> => {
  for await (const item of items) return item;
  throw new Error('there is always one');
};

async function* recordsOf(archive: Archive, workbook: Workbook, size: number): AsyncGenerator<FileRecord> {
  const { part } = workbook.sheet;
  const unpacked = Math.max(1, archive.sizeOf(part));
  const parser = sheetRows(workbook);
  let read = 0;
  for await (const chunk of archive.text(part)) {
    read += chunk.bytes;
    const bytes = Math.floor((size * read) / unpacked);
    for (const { row, cells } of parser.push(chunk.text)) yield { line: row, bytes, cells };
  }
  parser.end();
}
