import type { Database } from '@recoup/runtime/database/database';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerDatabaseUnderTest } from '../../ledger-database.fixture.ts';
import { openItem, stagedRows } from '../staged-import.fixture.ts';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const taken = async (...rows: Parameters<typeof stagedRows>[2]): Promise<string> => {
  const file = await stagedRows(database, 'erp', rows);
  await file.compare();
  await file.commit();
  return file.requestedBy;
};
/** Who updated the rows of a table last, by their names in order. */
const updatedBy = async (query: string) => {
  const rows = await server.query<{ name: string; by: string }>(query);
  return Object.fromEntries(rows.map(({ name, by }) => [name, by]));
};

it('whoever has a file change something stands beside each row that it changed, and beside no other', async () => {
  const client = { number: 'C-1', name: 'One Client' };
  const first = await taken(openItem(0, 100n, { client }), openItem(1, 100n, { client }), openItem(2, 100n));
  const second = await taken(
    openItem(0, 100n, { client: { ...client, name: 'Another Name' }, department: 'Music', deal: 'd-0' }),
  );

  const items = `ledger.billing_item_detail detail join ledger.billing_item item using (billing_item_id)`;
  expect(await updatedBy(`select invoice_number as name, detail.updated_by as by from ${items}`)).toEqual({
    ...{ 'INV-0': second, 'INV-1': second, 'INV-2': first },
  });
  expect(await updatedBy(`select invoice_number as name, item.updated_by as by from ${items}`)).toEqual({
    ...{ 'INV-0': second, 'INV-1': first, 'INV-2': first },
  });
  expect(await updatedBy('select deal as name, updated_by as by from ledger.agreement')).toEqual({
    ...{ 'd-0': second, 'D-1': first, 'D-2': first },
  });
  expect(await updatedBy(`select name, updated_by as by from ledger.party where kind = 'CLIENT'`)).toEqual({
    ...{ 'Another Name': second, 'C 2': first },
  });
});
