import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalPostgres } from '@recoup/local/postgres/postgres';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { benchLine } from './approve-to-executed.ts';
import type { BenchOptions, BenchResult } from './bench-result.ts';
import { benchExecution } from './execute-write-offs.ts';
import { benchImport } from './import-open-items.ts';
import { benchRelayLatency } from './relay-latency.ts';
import { benchRelay } from './relay-outbox.ts';
import { tableOf } from './table.ts';
import { benchInbox } from './take-in-batches.ts';
import { benchWriter } from './write-with-event.ts';

const benches: Readonly<Record<string, (options: BenchOptions) => Promise<readonly BenchResult[]>>> = {
  import: benchImport,
  relay: benchRelay,
  latency: benchRelayLatency,
  writer: benchWriter,
  inbox: benchInbox,
  execution: benchExecution,
  line: benchLine,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '5' } },
});
const [rows, rounds] = [Number(values.rows), Number(values.rounds)];
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0 || !(rows >= 1) || !(rounds >= 1)) {
  console.error(`npm run bench -- [${Object.keys(benches).join(' | ')}] [--rows 100000] [--rounds 5]`);
  process.exit(2);
}

const folder = await throwawayFolder('recoup-bench-');
const postgres = await startLocalPostgres({ dataDir: join(folder, 'postgres'), port: 56_400 });
try {
  const results: BenchResult[] = [];
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const filesFolder = join(folder, 'files');
    const log = (line: string) => console.error(line);
    results.push(...(await bench({ rows, rounds, adminUrl: postgres.adminUrl, folder: filesFolder, log })));
  }
  console.log(tableOf(results));
  for (const result of results) console.log(JSON.stringify(result));
  const [ms, n] = [
    results.reduce((all, { oursMs }) => all + oursMs, 0),
    results.reduce((all, result) => all + result.n, 0),
  ];
  console.log(JSON.stringify({ ms, n }));
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
