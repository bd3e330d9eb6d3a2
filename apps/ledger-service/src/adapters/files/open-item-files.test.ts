import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FileRow } from '../../ports/open-item-files.ts';
import { openItemFiles } from './open-item-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const rowsOf = async (bytes: Buffer) => {
  writeFileSync(join(folder, 'a'), bytes);
  const { rows } = await openItemFiles(folder).read('a', 'csv');
  const read: FileRow[] = [];
  for await (const row of rows) read.push(row);
  return read;
};

it('takes no row whose names would be damaged, and every one in UTF-8', async () => {
  const text = 'entity,deal\nMüller,D-1\nUS01,D-2\n';

  expect(await rowsOf(Buffer.from(text, 'utf8'))).toMatchObject([
    { row: 2, raw: { entity: 'Müller' } },
    { row: 3, raw: { entity: 'US01' } },
  ]);
  expect(await rowsOf(Buffer.from(text, 'latin1'))).toMatchObject([
    { row: 2, broken: 'holds characters that are not UTF-8; save the file as UTF-8' },
    { row: 3, raw: { entity: 'US01' } },
  ]);
});
