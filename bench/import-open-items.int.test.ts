import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalPostgres } from '@recoup/local/postgres';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { benchImport } from './import-open-items.ts';
import { tableOf } from './table.ts';

let folder: string;
let server: Awaited<ReturnType<typeof startLocalPostgres>>;

beforeAll(async () => {
  folder = await throwawayFolder('recoup-bench-test-');
  server = await startLocalPostgres({ dataDir: join(folder, 'postgres'), keep: false, port: 56_600 });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

it('imports a file in two ways that write the same rows and events, and tells how long each took', async () => {
  const said: string[] = [];
  const result = await benchImport({
    rows: 60,
    rounds: 2,
    adminUrl: server.adminUrl,
    folder: join(folder, 'files'),
    log: (line) => said.push(line),
  });

  expect(result).toMatchObject({ bench: 'import', rows: 60 });
  expect(Object.keys(result.peakMiB)).toEqual(['12', '60']);
  expect(said.map((line) => line.replace(/ \d+ ms$/, ''))).toEqual([
    'round 1 of 2: limit',
    'round 1 of 2: ours',
    'round 2 of 2: ours',
    'round 2 of 2: limit',
  ]);
  expect(tableOf([result])).toMatch(/^bench +rows +limit ms +ours ms +ratio.*\nimport +60 /);
});
