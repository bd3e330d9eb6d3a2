import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { announce, claimFolder, releaseFolder, runningInstance } from './lock-file.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'recoup-instance-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('gives a data folder to the first host and names it to the second', () => {
  expect(claimFolder(dataDir)).toBeUndefined();
  announce(dataDir, 'http://127.0.0.1:8080');

  expect(claimFolder(dataDir)).toMatchObject({ pid: process.pid, address: 'http://127.0.0.1:8080' });
  releaseFolder(dataDir);
  expect(runningInstance(dataDir)).toBeUndefined();
});

it.each([
  ['whose process is gone', JSON.stringify({ pid: 2 ** 22 - 7, command: 'node main.ts' })],
  ['whose number belongs to another process now', JSON.stringify({ pid: 1, command: 'node main.ts' })],
  ['that was cut off while it was written', '{"pid":'],
])('takes the folder over from a killed host %s', (_, left) => {
  writeFileSync(join(dataDir, 'instance.json'), left);

  expect(claimFolder(dataDir)).toBeUndefined();
  expect(runningInstance(dataDir)?.pid).toBe(process.pid);
});
