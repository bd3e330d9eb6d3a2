import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import {
  FileFault,
  type FileFormat,
  type FileRecord,
  type OpenItemFile,
  type ReadingAsked,
} from '../../ports/imports/open-item-files.ts';
import { openItemFiles } from './open-item-files.ts';

/** Reads bytes as the adapter reads a kept file. */
export const filesUnderTest = () => {
  const folder = mkdtempSync(join(tmpdir(), 'recoup-files-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const files = openItemFiles(folder);
  const nothing: ReadingAsked = { encoding: null, delimiter: null, sheet: null };

  const open = (bytes: Buffer | string, format: FileFormat = 'csv', asked: Partial<ReadingAsked> = {}) => {
    writeFileSync(join(folder, 'a'), bytes);
    return files.read('a', format, { ...nothing, ...asked });
  };
  const read = async (bytes: Buffer | string, format?: FileFormat, asked?: Partial<ReadingAsked>) => {
    const file = await open(bytes, format, asked);
    return { ...file, all: await recordsOf(file) };
  };
  /** The fault that a file is refused for, in whatever place it shows. */
  const refused = async (bytes: Buffer | string, format?: FileFormat, asked?: Partial<ReadingAsked>) => {
    const { line, column, reason } = await read(bytes, format, asked).then(
      () => {
        throw new Error('the file was read');
      },
      (fault: unknown) => {
        if (fault instanceof FileFault) return fault;
        throw fault;
      },
    );
    return { line, column, reason };
  };
  return { folder, files, open, read, refused };
};

const recordsOf = async ({ records }: OpenItemFile): Promise<readonly FileRecord[]> => {
  const all: FileRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
};
