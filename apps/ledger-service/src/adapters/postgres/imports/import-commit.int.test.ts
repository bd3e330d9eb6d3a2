import { randomUUID } from 'node:crypto';
import { toCalendarDate } from '@recoup/domain/calendar-date';
import { storedCurrency } from '@recoup/domain/currency';
import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from '../../../migrations/list.ts';
import type { StagedRow } from '../../../ports/imports.ts';
import { ledgerLog } from '../log/ledger-log.ts';
import { unknownAgreements } from './import-commit.ts';
import { postgresImports } from './imports.ts';

const asOf = toCalendarDate('2026-03-31') ?? expect.fail('no date');
const now = () => new Date();
const rowsOfAFile = 3_000;

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await testDatabase('ledger');
  await migrate({ url: server.ownerUrl('ledger'), schema: 'ledger', migrations });
  database = await openDatabase({ url: server.runtimeUrl('ledger'), schema: 'ledger', migrations });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const rows = (count: number): readonly StagedRow[] =>
  Array.from({ length: count }, (_, at) => {
    const party = (kind: string) => ({ number: `${kind}-${at}`, name: `${kind} ${at}` });
    const open = { revenue: 100n, payable: 900n, tax: 0n, fee: 0n };
    const item = {
      entity: 'US01',
      department: 'Film',
      deal: `D-${at}`,
      client: party('C'),
      debtor: party('B'),
      agent: null,
      invoiceNumber: `INV-${at}`,
      invoiceDate: asOf,
      dueDate: asOf,
      currency: storedCurrency('USD'),
      open,
      disputeOpen: false,
      disputeReason: null,
      collectionClass: null,
    };
    return { row: at + 2, item };
  });

/** A file of a source, staged and compared; `commit` moves it into the ledger. */
const staged = async (source: string, count: number) => {
  const imports = postgresImports(
    database,
    createOutbox(database, '/recoup/ledger-service', now),
    ledgerLog(database, 'test', now),
  );
  const request = {
    importId: randomUUID(),
    requestedBy: randomUUID(),
    requestKey: randomUUID(),
    requestDigest: 'digest',
    threadId: 'test',
    terms: { source, asOf, entity: null, currency: null, revenueShare: null },
    preset: 'recoup' as const,
    acceptValid: false,
    dryRun: false,
    fullSnapshot: false,
    history: false,
    file: { sha256: 'a'.repeat(64), size: 1, format: 'csv' as const },
  };
  await imports.register(request);
  await imports.stage(request.importId, rows(count));
  await imports.compare(request.importId);
  const commit = () =>
    causedBy({ actor: request.requestedBy, correlationId: 'test' }, () => imports.commit(request));
  return { importId: request.importId, commit };
};

it('looks each row up by a key, also for a source that the statistics have never seen', async () => {
  await (await staged('erp', 40)).commit();
  for (const table of ['client', 'account', 'agreement', 'billing_item'])
    await server.query(`analyze ledger.${table}`);
  const { importId, commit } = await staged('another', rowsOfAFile);
  await database.query(sql`
    insert into account (account_id, source, number, name)
    select distinct uuidv7(), 'another', debtor_number, debtor_name from import_row where import_id = ${importId}`);

  const plan = await database.query<{ 'QUERY PLAN': string }>(
    sql`explain (analyze, timing off) ${unknownAgreements(importId, 'another')}`,
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).not.toContain('Rows Removed by Join Filter');
  expect(text).not.toMatch(/Seq Scan on account/);

  await commit();
  const [counted] = await database.query<{ items: number; agreements: number }>(sql`
    select count(*)::int as items, count(distinct agreement_id)::int as agreements
      from billing_item where source = 'another'`);
  expect(counted).toEqual({ items: rowsOfAFile, agreements: rowsOfAFile });
}, 60_000);
