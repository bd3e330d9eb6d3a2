import { createHash, randomUUID } from 'node:crypto';
import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import type { TestDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ClaimedImport, ClaimLost, type ReadingKept } from '../../../ports/imports/imports.ts';
import { ledgerDatabaseUnderTest } from '../ledger-database.fixture.ts';
import { ledgerLog } from '../log/ledger-log.ts';
import { postgresImports } from './imports.ts';
import { openItem } from './staged-import.fixture.ts';

let server: TestDatabase;
let database: Database;
const now = () => new Date('2026-03-31T12:00:00Z');

beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

beforeEach(async () => {
  await server.query('delete from ledger.import');
});

const aRemark = {
  row: 2,
  column: 'deal',
  value: '',
  code: 'MISSING_VALUE',
  reason: 'must not be empty',
} as const;
const byItsHeader: ReadingKept = {
  ...{ encoding: 'utf-8', delimiter: null, sheet: null, header: 4, columns: {} },
  ...{ preset: 'sap-fbl5n', presetVersion: 1, chosenBy: 'header' },
};
const noProgress = {
  ...{
    bytesDone: 0,
    rowsTotal: 0,
    rowsNotOpen: 0,
    rowsInvalid: 0,
    ...{ rowsRounded: 0, rowsNotItems: 0, rowsCredits: 0, statedBeside: [] },
  },
  ...{ rowsSettled: 0, rowsNotSettled: 0 },
};

const imports = () =>
  postgresImports({
    ...{ database, now, todayIn: () => '2026-03-31' },
    outbox: createOutbox(database, '/recoup/ledger-service', now),
    log: ledgerLog(database, 'test', now),
  });

const anImport = async (source = 'erp', preset: string | null = 'recoup'): Promise<string> => {
  const importId = randomUUID();
  const asOf = toCalendarDate('2026-03-31');
  if (!asOf) throw new Error('not a date');
  await imports().register({
    importId,
    requestedBy: randomUUID(),
    requestKey: importId,
    requestDigest: 'a digest',
    threadId: 'a thread',
    preset,
    terms: { source, asOf, entity: null, currency: null, revenueShare: null },
    acceptValid: false,
    acceptWarnings: false,
    dryRun: false,
    fullSnapshot: false,
    pulled: false,
    history: false,
    scope: [],
    file: { sha256: createHash('sha256').update(importId).digest('hex'), size: 1, format: 'csv' },
    declared: { dates: null, numbers: null },
    ...{ mapping: null, controlTotal: null },
    reading: { encoding: null, delimiter: null, sheet: null },
  });
  return importId;
};

const secondsClaimed = async (importId: string): Promise<number> => {
  const [row] = await server.query<{ seconds: number }>(
    'select extract(epoch from claimed_until - now())::float8 as seconds from ledger.import where import_id = $1',
    [importId],
  );
  return row?.seconds ?? Number.NaN;
};
const claimEndsIn = (importId: string, seconds: number) =>
  server.query(
    'update ledger.import set claimed_until = now() + make_interval(secs => $2) where import_id = $1',
    [importId, seconds],
  );

it('keeps its claim for as long as its worker holds it', async () => {
  const importId = await anImport();
  await imports().claim();
  await claimEndsIn(importId, 1);

  await imports().hold({ importId, attempt: 1 });

  expect(await secondsClaimed(importId)).toBeGreaterThan(8);
});

it('stays claimed while its own long transaction writes it, and nobody waits for that', async () => {
  const importId = await anImport();
  await imports().claim();
  const writer = new pg.Client({ connectionString: server.adminUrl });
  await writer.connect();
  try {
    await claimEndsIn(importId, -1);
    await writer.query('begin');
    await writer.query(`update ledger.import set state = 'COMMITTING' where import_id = $1`, [importId]);

    const began = performance.now();
    await imports().hold({ importId, attempt: 1 });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await imports().claim()).toBeUndefined();
  } finally {
    await writer.query('rollback');
    await writer.end();
  }
});

it('lets the header decide again when it is taken up again, and never what it decided before', async () => {
  const importId = await anImport('erp', null);
  const first = await imports().claim();
  if (!first) throw new Error('not claimed');
  expect(first.preset).toBeNull();
  await imports().noteReading(first, byItsHeader);
  await claimEndsIn(importId, -1);

  expect(await imports().claim()).toMatchObject({ importId, attempt: 2, preset: null });
  const [row] = await server.query('select preset from ledger.import where import_id = $1', [importId]);
  expect(row).toEqual({ preset: 'sap-fbl5n' });
});

describe('a try that lost its claim', () => {
  it('changes nothing any more, and is told so', async () => {
    const importId = await anImport();
    const first = await imports().claim();
    expect(first).toMatchObject({ importId, attempt: 1 });
    await claimEndsIn(importId, -1);
    const second = await imports().claim();
    expect(second).toMatchObject({ importId, attempt: 2 });
    if (!first?.file || !second) throw new Error('not claimed');
    const tried = { ...first, file: first.file };

    const steps: readonly ((tried: ClaimedImport) => Promise<unknown>)[] = [
      (tried) => imports().begin(tried),
      (tried) => imports().noteReading(tried, byItsHeader),
      (tried) => imports().stage(tried, [openItem(0, 100n)], []),
      (tried) => imports().note(tried, 'error', [aRemark]),
      (tried) => imports().progress(tried, noProgress),
      (tried) => imports().compare(tried),
      (tried) => causedBy({ actor: 'test', correlationId: 'test' }, () => imports().commit(tried)),
      (tried) => imports().fetched(tried, tried.file),
      (tried) => imports().end(tried, 'REJECTED'),
    ];
    for (const step of steps) await expect(step(tried)).rejects.toBeInstanceOf(ClaimLost);
    await imports().giveBack(first, 'in vain');
    const [row] = await server.query(
      'select state, attempt, failure from ledger.import where import_id = $1',
      [importId],
    );
    expect(row).toEqual({ state: 'PENDING', attempt: 2, failure: null });

    await imports().begin(second);
    await imports().end(second, 'REJECTED');
  });

  it('is not followed by a fourth: the third that breaks off ends the import with the reason', async () => {
    const importId = await anImport();
    for (const attempt of [1, 2, 3]) {
      const tried = await imports().claim();
      expect(tried).toMatchObject({ importId, attempt });
      if (tried) await imports().giveBack(tried, `attempt ${attempt}`);
      if (attempt < 3) await claimEndsIn(importId, -1);
    }
    expect(await imports().claim()).toBeUndefined();
    const [row] = await server.query('select state, failure from ledger.import where import_id = $1', [
      importId,
    ]);
    expect(row).toEqual({ state: 'FAILED', failure: 'attempt 3' });
  });

  it('ends the import too when its worker was never heard of again', async () => {
    const importId = await anImport();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await imports().claim();
      await claimEndsIn(importId, -1);
    }
    expect(await imports().claim()).toBeUndefined();
    const [row] = await server.query('select state, failure from ledger.import where import_id = $1', [
      importId,
    ]);
    expect(row).toEqual({ state: 'FAILED', failure: 'its worker ended without a word' });
  });
});

it('waits while another import of its source is under way, and one of another source does not', async () => {
  const [first, second, other] = [await anImport(), await anImport(), await anImport('another')];
  expect(await imports().claim()).toMatchObject({ importId: first });
  expect(await imports().claim()).toMatchObject({ importId: other });
  expect(await imports().claim()).toBeUndefined();
  await server.query(
    `update ledger.import set state = 'COMMITTED', ended_at = now(), claimed_until = null where import_id = $1`,
    [first],
  );
  expect(await imports().claim()).toMatchObject({ importId: second });
});
