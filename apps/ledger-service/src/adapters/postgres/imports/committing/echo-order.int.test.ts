import type { Database } from '@recoup/runtime/database/database';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

const taken = async (revenue: bigint): Promise<void> => {
  const file = await stagedImport(database, 'erp', 1, { revenue });
  await file.compare();
  await file.commit();
};
const echoes = () =>
  server.query(
    'select expected_minor::int as expected, repeated_minor::int as repeated from ledger.source_echo order by 1',
  );
const open = async () => {
  const [row] = await server.query(
    "select open_minor::int as open from ledger.receivable_side where side = 'REV'",
  );
  return row;
};

it('a movement of a source repeats what we posted in the same amount first, then the oldest', async () => {
  await taken(1_000n);
  await taken(990n);
  // As two postings would leave them that the source has yet to take in, the larger one first.
  await server.query('alter table ledger.source_echo disable trigger source_echo_with_its_event');
  await server.query(
    `insert into ledger.source_echo (posting_event_id, billing_item_detail_id, side, component, expected_minor)
     select posting_event_id, billing_item_detail_id, 'REV', '',
            case transaction_type when 'OPENING' then -300 else -100 end
       from ledger.posting_event, ledger.billing_item_detail`,
  );

  await taken(890n);
  expect(await echoes()).toEqual([
    { expected: -300, repeated: 0 },
    { expected: -100, repeated: -100 },
  ]);

  await taken(690n);
  expect(await echoes()).toMatchObject([{ repeated: -200 }, { repeated: -100 }]);
  expect(await open()).toEqual({ open: 990 });

  await taken(540n);
  expect(await echoes()).toMatchObject([{ repeated: -300 }, { repeated: -100 }]);
  expect(await open()).toEqual({ open: 940 });
});
