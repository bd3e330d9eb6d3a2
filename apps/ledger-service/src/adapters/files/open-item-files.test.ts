import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openItemFiles } from './open-item-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cells = [
  ['Name', 'Amount'],
  ['Müller, "Söhne"', '1.50'],
  ['two\nlines', ''],
];

it('writes records as a file that is kept under the digest of its bytes, and read back as they were', async () => {
  const files = openItemFiles(folder);
  const kept = await files.write(
    (async function* () {
      yield* cells;
    })(),
  );
  const bytes = readFileSync(join(folder, kept.sha256));
  expect(kept).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length });
  const { records } = await files.read(kept.sha256, 'csv', { encoding: null, delimiter: ',', sheet: null });
  const found: (readonly string[])[] = [];
  for await (const record of records) found.push(record.cells);
  expect(found).toEqual(cells);
});

it('keeps nothing of records that break off', async () => {
  const written = openItemFiles(folder).write(
    (async function* () {
      yield* cells;
      throw new Error('broke off');
    })(),
  );
  await expect(written).rejects.toThrow('broke off');
  expect(readdirSync(folder)).toEqual([]);
});
