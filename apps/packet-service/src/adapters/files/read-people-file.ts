import { readFile } from 'node:fs/promises';
import { readStrictJson } from '@recoup/runtime/http/input/strict-json';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type PeopleFile, type PeopleFileRow, requiredColumns } from '../../domain/people/people-columns.ts';

/** Reads a list of people from a received file: comma separated UTF-8 with a header row, or the same rows as JSON texts. */
export const readPeopleFile = async (path: string, contentType: string): Promise<PeopleFile> => {
  const text = textOf(await readFile(path));
  if (text === undefined) return unreadable('must be text in UTF-8');
  return contentType === 'application/json' ? readJson(text) : readCsv(text);
};

const textOf = (bytes: Buffer): string | undefined => {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

const readCsv = (text: string): PeopleFile => {
  let parsed: readonly Parsed[];
  try {
    parsed = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 16 * 1024,
    }) as readonly unknown[] as readonly Parsed[];
  } catch (error) {
    return unreadable(
      `cannot be read as comma-separated text${error instanceof Error ? `: ${error.message}` : ''}`,
    );
  }
  const [header, ...records] = parsed;
  const columns = (header?.record ?? []).map((name) => name.toLowerCase());
  return {
    columns,
    rows: records.map(
      ({ record, info }): PeopleFileRow =>
        record.length === columns.length
          ? {
              line: info.lines,
              raw: Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])),
            }
          : {
              line: info.lines,
              broken: `has ${record.length} fields but the header has ${columns.length}`,
            },
    ),
  };
};

const jsonRows = z.array(z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])));

const readJson = (text: string): PeopleFile => {
  const given = readStrictJson(text);
  if (!given.ok) return unreadable(`${given.fault.path.join('/')} ${given.fault.message}`.trim());
  const read = jsonRows.safeParse(given.value);
  if (!read.success) return unreadable('must be a JSON list of rows whose values are texts');
  const columns = [...new Set(read.data.flatMap((row) => Object.keys(row)))];
  return {
    columns,
    rows: read.data.map((row, index) => ({
      line: index + 1,
      raw: Object.fromEntries(columns.map((column) => [column, String(row[column] ?? '')])),
    })),
  };
};

const unreadable = (broken: string): PeopleFile => ({
  columns: [...requiredColumns],
  rows: [{ line: 1, broken }],
});
