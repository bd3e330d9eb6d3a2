import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keptPort } from './kept-port.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'recoup-port-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('is the wished one, of which nothing need be said', () => {
  expect(keptPort(dataDir).from(8080)).toBe(8080);
  expect(keptPort(dataDir).keep(8080, 8080)).toBeUndefined();
});

it('is said when it was in use, and kept for the next start, which says how to go back', () => {
  expect(keptPort(dataDir).keep(8080, 8081)).toBe('8080 is in use, took 8081');

  expect(keptPort(dataDir).from(8080)).toBe(8081);
  expect(keptPort(dataDir).keep(8080, 8081)).toContain('Took 8081 again');
});

it('moves on when the kept one is in use too', () => {
  keptPort(dataDir).keep(8080, 8081);

  expect(keptPort(dataDir).keep(8080, 8082)).toBe('8081 is in use, took 8082');
  expect(keptPort(dataDir).from(8080)).toBe(8082);
});

it('follows another wish at once', () => {
  keptPort(dataDir).keep(8080, 8081);
  expect(keptPort(dataDir).from(9000)).toBe(9000);
});

it('starts anew when what was kept cannot be read', () => {
  writeFileSync(join(dataDir, 'port.json'), '{"wished":');
  expect(keptPort(dataDir).from(8080)).toBe(8080);
});
