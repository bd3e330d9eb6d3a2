import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeStaleUploads } from './stale-uploads.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recoup-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('leaves what is still being received, and what is none of ours', async () => {
  const now = new Date('2026-03-31T12:00:00Z');
  const kept = async (name: string, minutesAgo: number) => {
    const path = join(folder, name);
    await mkdir(path);
    await writeFile(join(path, 'body'), 'open items');
    const at = new Date(now.getTime() - minutesAgo * 60_000);
    await utimes(path, at, at);
  };
  await kept('recoup-upload-killed', 61);
  await kept('recoup-upload-under-way', 59);
  await kept('of-somebody-else', 600);

  await removeStaleUploads(now, folder);

  expect((await readdir(folder)).sort()).toEqual(['of-somebody-else', 'recoup-upload-under-way']);
});
