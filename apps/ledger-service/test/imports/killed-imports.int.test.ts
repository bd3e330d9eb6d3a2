import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { eventually } from '@recoup/testkit/eventually';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresImports } from '../../src/adapters/postgres/imports/imports.ts';
import { booksPartsFor } from '../../src/adapters/postgres/imports/staged-import.fixture.ts';
import { ledgerDatabaseUnderTest } from '../../src/adapters/postgres/ledger-database.fixture.ts';
import { cellsOf, textOf } from './imports-under-test.fixture.ts';

const program = new URL('./import-process.fixture.ts', import.meta.url).pathname;
const failpoints = [
  'import-claimed',
  'import-staged',
  'import-compared',
  'import-committing',
  'import-committed',
];
const rowsOfAFile = 2_500;

let server: TestDatabase;
let database: Database;
let folder: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
  folder = await mkdtemp(join(tmpdir(), 'recoup-imports-'));
});
afterAll(async () => {
  // Also one that stands still.
  for (const child of running) child.kill('SIGKILL');
  await database?.close();
  await server?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A ledger that takes up imports, with the order to end or stand still somewhere. */
const aLedger = async (order = ''): Promise<ChildProcess> => {
  const orders = join(folder, randomUUID());
  if (order !== '') await writeFile(orders, order);
  const child = fork(program, [server.runtimeUrl('ledger'), folder, orders], {
    execArgv: ['--disable-warning=TimeoutNegativeWarning'],
  });
  running.push(child);
  await once(child, 'message');
  return child;
};

/** Asks for a file whose items stand for 1,000 of revenue each. */
const anImport = async (): Promise<{ readonly importId: string; readonly prefix: string }> => {
  const [importId, prefix] = [randomUUID(), randomUUID().slice(0, 8)];
  const text = textOf(Array.from({ length: rowsOfAFile }, (_, at) => cellsOf(`${prefix}-${at}`)));
  const sha256 = createHash('sha256').update(text).digest('hex');
  await writeFile(join(folder, sha256), text);
  const asOf = toCalendarDate('2026-03-31') ?? expect.unreachable('there is such a day');
  await postgresImports({ ...booksPartsFor(database), todayIn: () => '2026-03-31' }).register({
    ...{ importId, requestedBy: 'test', requestKey: importId, requestDigest: 'x', threadId: 'test' },
    terms: { source: 'erp', asOf, entity: null, currency: null, revenueShare: null },
    ...{ preset: 'recoup', acceptValid: false, acceptWarnings: false, dryRun: false, fullSnapshot: false },
    ...{ pulled: false, history: false, scope: [{ entity: null, department: null, clientId: null }] },
    reading: { encoding: null, delimiter: null, sheet: null },
    declared: { dates: null, numbers: null },
    mapping: null,
    controlTotal: null,
    file: { sha256, size: Buffer.byteLength(text), format: 'csv' },
  });
  return { importId, prefix };
};

const committed = (importId: string) =>
  eventually(async () => {
    const [found] = await server.query<{ state: string; attempt: number; waiting: number }>(
      `select state, attempt, (select count(*)::int from ledger.import_row where import_id = $1) as waiting
         from ledger.import where import_id = $1`,
      [importId],
    );
    if (found?.state !== 'COMMITTED') throw new Error(`is ${found?.state}`);
    return found;
  }, 60_000);

/** What is there of the file, and of what others learn of it: each once. */
const there = async ({ importId, prefix }: { readonly importId: string; readonly prefix: string }) => {
  const [found] = await server.query(
    `select count(*)::int as items,
            (select count(*)::int from ledger.outbox where event_type = 'recoup.receivable.imported.v1'
                and convert_from(message, 'UTF8')::jsonb -> 'data' ->> 'invoiceNumber' like $1) as events,
            (select count(*)::int from ledger.posting_event where source_id = $2) as postings,
            (select sum(open_minor)::text from ledger.receivable_side join ledger.billing_item_detail using (billing_item_detail_id)
               join ledger.billing_item own using (billing_item_id) where own.invoice_number like $1 and side = 'REV') as revenue
       from ledger.billing_item where invoice_number like $1`,
    [`${prefix}-%`, importId],
  );
  return found;
};
const onceEach = {
  items: rowsOfAFile,
  events: rowsOfAFile,
  postings: 1,
  revenue: String(rowsOfAFile * 100_000),
};

const claimRunsOut = (importId: string) =>
  server.query(
    `update ledger.import set claimed_until = now() where import_id = $1 and claimed_until is not null`,
    [importId],
  );

describe('an import whose ledger', () => {
  it.each(failpoints)('is killed at %s is there once', async (failpoint) => {
    const asked = await anImport();
    const first = await aLedger(failpoint);
    if (first.exitCode === null && first.signalCode === null) await once(first, 'exit');
    await claimRunsOut(asked.importId);
    const second = await aLedger();
    await committed(asked.importId);
    second.kill();
    expect(await there(asked)).toEqual(onceEach);
  });

  it.each(failpoints)(
    'stands still at %s while another takes it up, and then goes on, is there once',
    async (failpoint) => {
      const asked = await anImport();
      const first = await aLedger(`${failpoint}:1:SIGSTOP`);
      await eventually(async () => {
        const [held] = await server.query(`select from ledger.import where import_id = $1 and attempt = 1`, [
          asked.importId,
        ]);
        if (!held) throw new Error('not taken up yet');
      });
      await stoodStill(first);
      // In its last transaction it holds the import, so nobody else takes it up: it ends it itself once it goes on.
      const ends = failpoint === 'import-committing';
      if (!ends) await claimRunsOut(asked.importId);
      const second = await aLedger();
      if (!ends) await committed(asked.importId);
      first.kill('SIGCONT');
      const { attempt, waiting } = await committed(asked.importId);
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (const child of [first, second]) child.kill();
      expect({ attempt, waiting, ...(await there(asked)) }).toEqual({
        attempt: failpoint.startsWith('import-committ') ? 1 : 2,
        waiting: 0,
        ...onceEach,
      });
    },
  );
});

const stoodStill = ({ pid }: ChildProcess) =>
  eventually(async () => {
    const state = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.[0];
    if (state !== 'T') throw new Error(`is in state ${state}`);
  }, 30_000);
