import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openItems } from './file-to-send.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
it.each([
  ['items.csv', 'entity,deal\n', 'text/csv'],
  ['items.txt', 'entity,deal\n', 'text/csv'],
  ['items', '', 'text/csv'],
  ['items.json', '[]', 'application/json'],
  ['Items.XLSX', 'entity', workbook],
  ['export.csv', 'PK\u0003\u0004...', workbook],
])('%s that begins with %j is sent as %s', async (name, bytes, type) => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  expect((await openItems(file)).type).toBe(type);
});
