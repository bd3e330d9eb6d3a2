import { createHash } from 'node:crypto';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@recoup/runtime/process/ids';
import { csvRecord } from '../../domain/import/csv-record.ts';
import type { OpenItemFiles } from '../../ports/imports/open-item-files.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { readXlsx } from './read-xlsx.ts';

const readers = { csv: readCsv, json: readJson, xlsx: readXlsx };

/** Files below one folder, each written beside its name and renamed, so that a crash leaves no half file. */
export const openItemFiles = (folder: string): OpenItemFiles => {
  const pathOf = (sha256: string) => join(folder, sha256);
  return {
    keep: async (path, sha256) => {
      await mkdir(folder, { recursive: true });
      const beside = join(folder, `.${newId()}`);
      await copyFile(path, beside);
      await rename(beside, pathOf(sha256));
    },
    write: async (records) => {
      await mkdir(folder, { recursive: true });
      const beside = join(folder, `.${newId()}`);
      try {
        const { sha256, size } = await writeCsv(beside, records);
        await rename(beside, pathOf(sha256));
        return { sha256, size };
      } finally {
        await rm(beside, { force: true });
      }
    },
    read: (sha256, format, asked) => readers[format](pathOf(sha256), asked),
    look: (path, format, asked) => readers[format](path, asked),
  };
};

const writeCsv = async (path: string, records: AsyncIterable<readonly string[]>) => {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx');
  try {
    for await (const cells of records) {
      const line = Buffer.from(csvRecord(cells));
      hash.update(line);
      size += line.length;
      await file.write(line);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
};
