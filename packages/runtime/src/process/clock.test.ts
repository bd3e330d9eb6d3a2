import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clockOf } from './clock.ts';

const dayMs = 24 * 60 * 60 * 1_000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-clock-'));
  vi.useFakeTimers({ now: new Date('2026-03-31T09:00:00Z'), toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

it('is that of the machine without a file, and while the file is not there', () => {
  expect(clockOf(undefined)().toISOString()).toBe('2026-03-31T09:00:00.000Z');
  expect(clockOf(join(folder, 'none'))().toISOString()).toBe('2026-03-31T09:00:00.000Z');
});

it('is ahead by what the file says, and follows it when that changes', () => {
  const file = join(folder, 'clock');
  const now = clockOf(file);
  expect(now().toISOString()).toBe('2026-03-31T09:00:00.000Z');
  writeFileSync(file, String(5 * dayMs));
  vi.setSystemTime(new Date('2026-03-31T09:00:01Z'));
  expect(now().toISOString()).toBe('2026-04-05T09:00:01.000Z');
});

it('stops on a file that holds no milliseconds, instead of dating by the wrong day', () => {
  const file = join(folder, 'clock');
  for (const content of ['tomorrow', '-1']) {
    writeFileSync(file, content);
    expect(() => clockOf(file)()).toThrow('CLOCK_FILE');
  }
});
