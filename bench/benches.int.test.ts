import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalPostgres } from '@recoup/local/postgres/postgres';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BenchResult } from './bench-result.ts';
import { benchExecution } from './execute-write-offs.ts';
import { benchImport } from './import-open-items.ts';
import { benchRelay } from './relay-outbox.ts';
import { tableOf } from './table.ts';
import { benchInbox } from './take-in-batches.ts';
import { benchWriter } from './write-with-event.ts';

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

let said: string[] = [];
const options = (rows: number, rounds: number) => {
  said = [];
  return {
    rows,
    rounds,
    adminUrl: server.adminUrl,
    folder: join(folder, 'files'),
    log: (line: string) => said.push(line),
  };
};
const named = (results: readonly BenchResult[]) =>
  results.map(({ bench, n, ratio }) => ({ bench, n, measured: ratio > 0 }));

it('imports a file in two ways that write the same rows and events, and tells how long each took', async () => {
  const [result] = await benchImport(options(60, 2));
  if (!result) throw new Error('no result');

  expect(result).toMatchObject({ bench: 'import', n: 60 });
  expect(Object.keys(result.peakMiB ?? {})).toEqual(['12', '60']);
  expect(said.map((line) => line.replace(/ \d+ ms$/, ''))).toEqual([
    'round 1 of 2: limit',
    'round 1 of 2: ours',
    'round 2 of 2: ours',
    'round 2 of 2: limit',
  ]);
  expect(tableOf([result])).toMatch(/^bench +n +limit ms +ours ms +ratio.*\nimport +60 /);
});

it('executes packets in two ways that write the same books and events', async () => {
  expect(named(await benchExecution(options(1_000, 1)))).toEqual([
    { bench: 'execution', n: 10, measured: true },
    { bench: 'execution', n: 1_000, measured: true },
  ]);
}, 60_000);

it('drains an outbox whole and in order', async () => {
  expect(named(await benchRelay(options(2_500, 1)))).toEqual([{ bench: 'relay', n: 2_500, measured: true }]);
});

it('writes with and without events, one, eight and sixteen at a time', async () => {
  expect(named(await benchWriter(options(100, 1)))).toEqual(
    [1, 8, 16].map((clients) => ({ bench: `writer, ${clients}`, n: 64, measured: true })),
  );
});

it('takes in state and facts, new and again', async () => {
  expect(named(await benchInbox(options(2_000, 1)))).toEqual(
    ['inbox, state', 'again, state', 'inbox, facts', 'again, facts'].map((bench) => ({
      bench,
      n: 500,
      measured: true,
    })),
  );
});

it('marks a ratio that misses its goal', () => {
  const one = { bench: 'relay', goal: 'R1', most: 6, n: 1, limitMs: 1, oursMs: 7, ratio: 7 };
  expect(tableOf([one])).toContain('7.00 !');
  expect(tableOf([{ ...one, ratio: 6 }])).not.toContain('!');
});
