import { randomUUID } from 'node:crypto';
import type { Database } from '@recoup/runtime/database/database';
import { causedBy } from '@recoup/runtime/process/cause';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { someTerms, termsFor } from '../../../../domain/books/books.fixture.ts';
import { writeOffJournals } from '../../../../domain/books/journal.ts';
import { nonEmpty } from '../../../../domain/books/non-empty.ts';
import { openOf } from '../../../../domain/books/receivable.ts';
import { postgresBooks } from '../../books/books.ts';
import { ledgerDatabaseUnderTest } from '../../ledger-database.fixture.ts';
import { booksPartsFor, stagedImport } from '../staged-import.fixture.ts';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const writeOff = async (receivableId: string): Promise<void> => {
  const books = postgresBooks(booksPartsFor(database));
  await causedBy({ actor: 'test', correlationId: 'test' }, () =>
    database.transaction(async () => {
      const cleared = nonEmpty([...(await books.lock([receivableId])).values()]);
      if (!cleared) throw new Error('there is no such receivable');
      const terms = someTerms();
      const journals = writeOffJournals(cleared, 'USD', termsFor(terms));
      if (!journals.ok) throw new Error(journals.refusal.reason);
      await books.bookWriteOff({
        ...{ packetId: randomUUID(), packetName: 'In between', round: 1, currency: 'USD', contentHash: 'x' },
        ...{ policyVersion: '1', signatures: [], approvalHash: 'y' },
        writeOff: { lines: [], cleared, dropped: [], lowered: [], total: openOf(cleared[0]) },
        journals: [{ journal: journals.value[0], terms }],
      });
    }),
  );
};

it('leaves as it stands what was written off between the comparison of a file and its commit', async () => {
  const first = await stagedImport(database, 'erp', 2);
  await first.compare();
  await first.commit();
  const [receivable] = await server.query<{ id: string }>(
    `select billing_item_detail_id as id from ledger.billing_item_detail join ledger.billing_item using (billing_item_id)
      where invoice_number = 'INV-0'`,
  );
  const second = await stagedImport(database, 'erp', 2, { revenue: 80n });
  await second.compare();
  await writeOff(receivable?.id ?? '');

  await second.commit();

  const standing = await server.query(
    `select invoice_number as invoice, open_item_ind as open, write_off_status_cd as status, sum(open_minor)::int as minor
       from ledger.billing_item join ledger.billing_item_detail using (billing_item_id)
       join ledger.receivable_side using (billing_item_detail_id) group by 1, 2, 3 order by 1`,
  );
  expect(standing).toEqual([
    { invoice: 'INV-0', open: false, status: 'WRITTEN_OFF', minor: 0 },
    { invoice: 'INV-1', open: true, status: null, minor: 980 },
  ]);
  const [counted] = await server.query(
    'select rows_changed as changed, rows_overtaken as overtaken from ledger.import where import_id = $1',
    [second.importId],
  );
  expect(counted).toEqual({ changed: 1, overtaken: 1 });
});

it('moves a balance by what the source says now less what it said last, not to what it says', async () => {
  const third = await stagedImport(database, 'erp', 2, { revenue: 50n });
  await third.compare();
  await third.commit();
  const moved = await server.query(
    `select kind, amount_minor::int as minor from ledger.receivable_movement
       join ledger.billing_item_detail using (billing_item_detail_id) join ledger.billing_item using (billing_item_id)
       join ledger.posting_event using (posting_event_id)
      where invoice_number = 'INV-1' order by recorded_at, posting_event_id`,
  );
  expect(moved).toEqual([
    { kind: 'SOURCE_STATED', minor: -20 },
    { kind: 'SOURCE_STATED', minor: -30 },
  ]);
});
