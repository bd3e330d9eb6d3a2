import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keptLedgerId } from './kept-ledger-id.ts';

let folders: readonly string[];
beforeAll(() => {
  folders = ['one', 'other'].map((name) => mkdtempSync(join(tmpdir(), `recoup-ledger-id-${name}-`)));
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

it('is kept over a restart, and is another one for each database and installation', () => {
  const [one = '', other = ''] = folders;
  const first = keptLedgerId(one, 'recoup');
  expect(first).toMatch(/^recoup-[0-9a-f-]{36}$/);
  expect(keptLedgerId(one, 'recoup')).toBe(first);
  expect(new Set([first, keptLedgerId(one, 'recoup_kafka'), keptLedgerId(other, 'recoup')]).size).toBe(3);
});
