import type { Database } from '@recoup/runtime/database/database';
import { causedBy } from '@recoup/runtime/process/cause';
import { eventually } from '@recoup/testkit/eventually';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noAgreementTerms, type OpenItem } from '../../../../domain/import/open-item.ts';
import { lockReceivables } from '../../books/lock-receivables.ts';
import { ledgerDatabaseUnderTest, openLedgerDatabase } from '../../ledger-database.fixture.ts';
import { openItem, stagedRows } from '../staged-import.fixture.ts';

let server: TestDatabase;
let importing: Database;
let executing: Database;

beforeAll(async () => {
  ({ server, database: importing } = await ledgerDatabaseUnderTest());
  executing = await openLedgerDatabase(server);
});
afterAll(async () => {
  await importing?.close();
  await executing?.close();
  await server?.drop();
});

const staged = async (...rows: Parameters<typeof stagedRows>[2]) => {
  const file = await stagedRows(importing, 'erp', rows);
  await file.compare();
  return file;
};
const idOf = async (at: number): Promise<string> => {
  const [row] = await server.query<{ id: string }>(
    `select billing_item_detail_id as id from ledger.billing_item_detail join ledger.billing_item using (billing_item_id)
      where invoice_number = $1`,
    [`INV-${at}`],
  );
  return row?.id ?? '';
};
const publishedOf = (receivableId: string) =>
  server.query('select sequence from ledger.outbox where aggregate_id = $1 order by sequence', [
    receivableId,
  ]);

const client = { number: 'C-1', name: 'One Client' };
const debtor = { number: 'B-1', name: 'One Debtor' };
const another = { number: 'B-2', name: 'Second Debtor' };
const agent = { number: 'A-1', name: 'One Agent' };

it.each<[string, number, Partial<OpenItem>, Partial<OpenItem>]>([
  ['client', 0, { client }, { client: { ...client, name: 'Another Client' } }],
  ['debtor', 10, { debtor }, { debtor: { ...debtor, name: 'Another Debtor' } }],
  ['agent', 20, { agent }, { agent: { ...agent, name: 'Another Agent' } }],
  [
    'agreement',
    30,
    { debtor: another, deal: 'Deal' },
    { debtor: another, deal: 'Deal', agreement: { ...noAgreementTerms, status: 'STOPPED' } },
  ],
])(
  'an import that describes a known %s anew and an execution of its items do not wait in a circle',
  async (_owner, at, first, then) => {
    await (await staged(openItem(at, 100n, first), openItem(at + 1, 100n, first))).commit();
    const [other, named] = [await idOf(at), await idOf(at + 1)];
    expect(other < named).toBe(true);
    const file = await staged(openItem(at + 1, 100n, then));

    let committed: Promise<unknown> = Promise.resolve();
    await causedBy({ actor: 'test', correlationId: 'test' }, () =>
      executing.transaction(async () => {
        await lockReceivables(executing, [other]);
        committed = file.commit();
        await eventually(async () => {
          const waiting = await server.query(
            `select from pg_locks join pg_stat_activity using (pid)
            where not granted and datname = current_database()`,
          );
          expect(waiting).toHaveLength(1);
        });
        // A transaction that waited in a circle would be tried again, and nobody would see it.
        await executing.query(sql`
        select from billing_item_detail where billing_item_detail_id = ${named} for update nowait`);
      }),
    );
    await committed;
    expect(await publishedOf(other)).toEqual([{ sequence: 1 }, { sequence: 2 }]);
    expect(await publishedOf(named)).toEqual([{ sequence: 1 }, { sequence: 2 }]);
  },
);
