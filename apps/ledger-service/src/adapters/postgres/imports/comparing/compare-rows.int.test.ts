import type { Database } from '@recoup/runtime/database/database';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ledgerDatabaseUnderTest, openLedgerDatabase } from '../../ledger-database.fixture.ts';
import { stagedImport } from '../staged-import.fixture.ts';

const rowsOfAFile = 2_000;

let server: TestDatabase;
let database: Database;

beforeEach(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
});
afterEach(async () => {
  await database.close();
  await server.drop();
});

/** Statistics of a moment at which the tables held other rows than they will when they are asked. */
const takeStatistics = () => server.query('analyze');

/** Rows of a table that sessions have read since the last call, by themselves or through an index. */
const rowsRead = async (table: string): Promise<number> => {
  // A session counts for itself and hands its counts over when it ends.
  await database.close();
  await server.query(
    `select pg_terminate_backend(pid, 10000) from pg_stat_activity
      where datname = current_database() and application_name = 'recoup-ledger'`,
  );
  const [counted] = await server.query<{ read: string }>(
    `select seq_tup_read + coalesce(idx_tup_fetch, 0)
            + (select sum(idx_tup_read) from pg_stat_user_indexes where relid = $1::regclass) as read
       from pg_stat_user_tables where relid = $1::regclass`,
    [`ledger.${table}`],
  );
  await server.query('select pg_stat_reset()');
  database = await openLedgerDatabase(server);
  return Number(counted?.read);
};

it('reads each staged row a few times, although statistics were taken while another file was staged', async () => {
  await stagedImport(database, 'erp', rowsOfAFile);
  await takeStatistics();
  const file = await stagedImport(database, 'another', rowsOfAFile);
  await rowsRead('import_row');

  await file.compare();

  expect(await rowsRead('import_row')).toBeLessThan(60 * rowsOfAFile);
}, 60_000);

it('does so for a full snapshot of a source that the statistics do not know', async () => {
  await stagedImport(database, 'erp', rowsOfAFile);
  await takeStatistics();
  const first = await stagedImport(database, 'another', rowsOfAFile);
  await first.compare();
  await first.commit();
  const second = await stagedImport(database, 'another', rowsOfAFile, { fullSnapshot: true });
  await rowsRead('import_row');

  await second.compare();
  await second.commit();

  expect(await rowsRead('import_row')).toBeLessThan(120 * rowsOfAFile);
}, 60_000);
