import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@recoup/runtime/process/ids';
import { parse } from 'csv-parse';
import * as z from 'zod';
import type { FileRow, OpenItemFile, OpenItemFiles } from '../../ports/open-item-files.ts';

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
    read: (sha256, format) => (format === 'csv' ? readCsv(pathOf(sha256)) : readJson(pathOf(sha256))),
  };
};

type Parsed = {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
};

const readCsv = async (path: string): Promise<OpenItemFile> => {
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 64 * 1024,
    }),
  );
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<Parsed>;
  const first = await records.next().catch((error: unknown) => unreadable(1, 0, error));
  if ('broken' in first) return { columns: [], rows: only(first) };
  const columns = first.done ? [] : columnsOf(first.value.record);
  return { columns, rows: rowsOf(records, columns) };
};

async function* rowsOf(records: AsyncIterator<Parsed>, columns: readonly string[]): AsyncIterable<FileRow> {
  let row = 1;
  let bytes = 0;
  for (;;) {
    let next: IteratorResult<Parsed>;
    try {
      next = await records.next();
    } catch (error) {
      yield unreadable(row + 1, bytes, error);
      return;
    }
    if (next.done) return;
    const { record, info } = next.value;
    row = info.lines;
    bytes = info.bytes;
    const broken = faultOf(record, columns.length);
    yield broken === undefined
      ? { row, bytes, raw: Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])) }
      : { row, bytes, broken };
  }
}

const unreadable = (row: number, bytes: number, error: unknown): FileRow & { readonly broken: string } => ({
  row,
  bytes,
  broken: `cannot be read${error instanceof Error ? `: ${error.message}` : ''}`,
});

async function* only(row: FileRow): AsyncIterable<FileRow> {
  yield row;
}

/** What the parser puts for bytes that are no UTF-8; a name with it would be another name. */
const replacement = '\uFFFD';

const faultOf = (record: readonly string[], fields: number): string | undefined => {
  if (record.length !== fields) return `has ${record.length} fields, but the header has ${fields}`;
  return record.some((text) => text.includes(replacement))
    ? 'holds characters that are not UTF-8; save the file as UTF-8'
    : undefined;
};

/** Names as presets know them: lower case; a name that comes twice gets a number behind the second. */
const columnsOf = (header: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>();
  return header.map((text, index) => {
    const name = text.trim().toLowerCase() || `column_${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
};

const jsonRows = z.array(z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])));

const readJson = async (path: string): Promise<OpenItemFile> => {
  const read = jsonRows.safeParse(await readFile(path, 'utf8').then(tolerantParse));
  if (!read.success) {
    const reason = 'must start a JSON list of rows in which every value, amounts included, is a string';
    return {
      columns: [],
      rows: only({ row: 1, bytes: 0, broken: reason }),
    };
  }
  const columns = [...new Set(read.data.flatMap((row) => Object.keys(row)))];
  return {
    columns,
    rows: (async function* () {
      for (const [index, row] of read.data.entries()) {
        const raw = Object.fromEntries(columns.map((column) => [column, String(row[column] ?? '')]));
        yield { row: index + 1, bytes: 0, raw };
      }
    })(),
  };
};

const tolerantParse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
