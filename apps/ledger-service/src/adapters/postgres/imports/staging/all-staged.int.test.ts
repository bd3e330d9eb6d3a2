import type { Database } from '@recoup/runtime/database/database';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StagingLost } from '../../../../ports/imports/imports.ts';
import { ledgerDatabaseUnderTest } from '../../ledger-database.fixture.ts';
import { stagedImport } from '../staged-import.fixture.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

/** What a crash of the server does to tables without a log. */
const crash = () => server.query('truncate ledger.import_row, ledger.import_invalid_row, ledger.import_echo');
const stands = async (importId: string) => {
  const [row] = await server.query(
    `select state, rows_new, (select count(*)::int from ledger.billing_item) as items,
            (select count(*)::int from ledger.closed_at_source_candidate) as missing
       from ledger.import where import_id = $1`,
    [importId],
  );
  return row;
};

it('compares and commits nothing once rows of the try are gone, and all of them when it is tried again', async () => {
  const { importId, compare, commit, again } = await stagedImport(database, 'erp', 3);
  await crash();
  await expect(compare()).rejects.toBeInstanceOf(StagingLost);
  await again();
  await compare();
  await crash();
  await expect(commit()).rejects.toBeInstanceOf(StagingLost);
  expect(await stands(importId)).toMatchObject({ items: 0 });
  await again();
  await compare();
  await commit();
  expect(await stands(importId)).toMatchObject({ state: 'COMMITTED', rows_new: 3, items: 3 });
});

it('takes no item for missing from a full snapshot of which only the end is there', async () => {
  const { importId, compare } = await stagedImport(database, 'erp', 3, { fullSnapshot: true });
  await server.query('delete from ledger.import_row where row_no < 4');
  await expect(compare()).rejects.toBeInstanceOf(StagingLost);
  expect(await stands(importId)).toMatchObject({ missing: 0 });
});

it('misses what the rows that are not valid name, too', async () => {
  const { importId, compare } = await stagedImport(database, 'erp', 1);
  await server.query('update ledger.import set rows_staged = 2 where import_id = $1', [importId]);
  await expect(compare()).rejects.toBeInstanceOf(StagingLost);
});
