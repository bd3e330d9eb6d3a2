import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eventually } from '@recoup/testkit/eventually';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { supervise } from './supervise.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-supervised-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = fileURLToPath(new URL('../../../test/installation/falling-program.fixture.ts', import.meta.url));
const supervised = (environment: Readonly<Record<string, string>>) => {
  const lines: string[] = [];
  const program = { name: 'ledger', file, folder, environment };
  return { lines, ...supervise(program, 'http://127.0.0.1:9', (line) => lines.push(line)) };
};

it('starts a service that falls at once ever more slowly, and says when', async () => {
  const { lines, restart, stop } = supervised({});
  await restart();

  await eventually(() => expect(lines).toHaveLength(3), 20_000);
  await pause(500);
  await stop();

  expect(lines).toEqual([
    'ledger ended unexpectedly (exit code 3). Starting it again.',
    'ledger ended unexpectedly (exit code 3). Starting it again in 1 s.',
    'ledger ended unexpectedly (exit code 3). Starting it again in 2 s.',
  ]);
  expect(readFileSync(join(folder, 'starts'), 'utf8')).toBe('...');
});

it('lets a service end its work that takes longer than fifteen seconds to stop', async () => {
  const { restart, stop } = supervised({ SLOW: '16' });
  await restart();

  await stop();

  expect(existsSync(join(folder, 'stopped'))).toBe(true);
});
