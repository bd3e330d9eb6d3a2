import { createHash, randomUUID } from 'node:crypto';
import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import type { TestDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerDatabaseUnderTest } from '../ledger-database.fixture.ts';
import { ledgerLog } from '../log/ledger-log.ts';
import { postgresImports } from './imports.ts';

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

const imports = () =>
  postgresImports(
    database,
    createOutbox(database, '/recoup/ledger-service', now),
    ledgerLog(database, 'test', now),
    now,
  );

const anImport = async (): Promise<string> => {
  const importId = randomUUID();
  const asOf = toCalendarDate('2026-03-31');
  if (!asOf) throw new Error('not a date');
  await imports().register({
    importId,
    requestedBy: randomUUID(),
    requestKey: importId,
    requestDigest: 'a digest',
    threadId: 'a thread',
    preset: 'recoup',
    terms: { source: 'files', asOf, entity: null, currency: null, revenueShare: null },
    acceptValid: false,
    dryRun: false,
    fullSnapshot: false,
    history: false,
    file: { sha256: createHash('sha256').update(importId).digest('hex'), size: 1, format: 'csv' },
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

  await imports().hold(importId);

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
    await imports().hold(importId);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await imports().claim()).toBeUndefined();
  } finally {
    await writer.query('rollback');
    await writer.end();
  }
});
