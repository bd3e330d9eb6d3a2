import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@recoup/runtime/process/ids';
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
    read: (sha256, format, asked) => readers[format](pathOf(sha256), asked),
    look: (path, format, asked) => readers[format](path, asked),
  };
};
