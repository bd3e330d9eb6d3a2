import { randomUUID } from 'node:crypto';
import { noSides } from '@recoup/domain/sides';
import type { Database } from '@recoup/runtime/database/database';
import { causedBy } from '@recoup/runtime/process/cause';
import { eventually } from '@recoup/testkit/eventually';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { executeWriteOff } from '../../../application/execute-write-off.ts';
import { recoverWriteOff } from '../../../application/recover-write-off.ts';
import {
  approvalOf,
  datesOf,
  hashOf,
  lineOf,
  monthEnd,
  readLine,
} from '../../../application/write-off-ledger.fixture.ts';
import { booksPartsFor, openItem, stagedRows } from '../imports/staged-import.fixture.ts';
import { ledgerDatabaseUnderTest, openLedgerDatabase } from '../ledger-database.fixture.ts';
import { postgresBooks } from './books.ts';

let server: TestDatabase;
let one: Database;
let other: Database;
let receivables: ReadonlyMap<string, string>;

beforeAll(async () => {
  ({ server, database: one } = await ledgerDatabaseUnderTest());
  other = await openLedgerDatabase(server);
  const open = { ...noSides, revenue: 100n };
  const file = await stagedRows(
    one,
    'erp',
    Array.from({ length: 4 }, (_, at) => openItem(at, 100n, { open })),
  );
  await file.compare();
  await file.commit();
  const rows = await server.query<{ id: string; invoice: string }>(
    `select billing_item_detail_id as id, invoice_number as invoice
       from ledger.billing_item_detail join ledger.billing_item using (billing_item_id)`,
  );
  receivables = new Map(rows.map(({ id, invoice }) => [invoice, id]));
});
afterAll(async () => {
  await one?.close();
  await other?.close();
  await server?.drop();
});

const idOf = (invoice: string) => receivables.get(invoice) ?? '';
const act = <Done>(work: () => Promise<Done>) =>
  causedBy({ actor: 'who-executes', correlationId: 'test' }, work);

const execute = async (database: Database, packetId: string, invoice: string): Promise<void> => {
  const books = postgresBooks(booksPartsFor(database));
  const lines = [lineOf(idOf(invoice), 100n)];
  const approval = approvalOf(lines, { packetId });
  await books.keepPart(packetId, approval.contentHash, { part: 1, parts: 1, lines });
  await executeWriteOff(books, readLine, hashOf)(approval);
};
const recover = (database: Database, packetId: string): Promise<void> =>
  recoverWriteOff(postgresBooks(booksPartsFor(database)))({
    ...{ packetId, kind: 'RECOVERY', eventDates: datesOf(monthEnd) },
  });
const outcomeOf = async (packetId: string) => {
  const [row] = await server.query(
    'select outcome, code from ledger.write_off_execution where packet_id = $1',
    [packetId],
  );
  return row;
};

const open: (() => void)[] = [];
afterEach(() => {
  for (const letGo of open.splice(0)) letGo();
});

/** Work in a transaction that stays open, with what it wrote and locked, until it is let go. */
const held = async (database: Database, work: () => Promise<unknown>) => {
  const [done, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  open.push(letGo.resolve);
  const ended = act(() =>
    database.transaction(async () => {
      await work();
      done.resolve();
      await letGo.promise;
    }),
  );
  await Promise.race([done.promise, ended]);
  return async () => {
    letGo.resolve();
    await ended;
  };
};

/** Begins work and comes back when it waits for somebody's lock, or is through without. */
const waiting = async (work: () => Promise<void>) => {
  const ended = act(work).then(
    () => 'through',
    (error: unknown) => error,
  );
  const waits = eventually(async () => {
    const locked = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    expect(await server.query(locked)).toHaveLength(1);
  });
  await Promise.race([waits, ended]);
  return { ended };
};

it('the second of two packets with one receivable is refused in words, once it sees what the first has left', async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  const letGo = await held(one, () => execute(one, first, 'INV-0'));
  const { ended } = await waiting(() => other.transaction(() => execute(other, second, 'INV-0')));
  await letGo();
  expect(await ended).toBe('through');
  expect(await outcomeOf(first)).toEqual({ outcome: 'EXECUTED', code: null });
  expect(await outcomeOf(second)).toEqual({ outcome: 'REFUSED', code: 'NOTHING_OPEN' });
  const changed = 'select updated_by from ledger.billing_item_detail where billing_item_detail_id = $1';
  expect(await server.query(changed, [idOf('INV-0')])).toEqual([{ updated_by: 'who-executes' }]);
});

it('a recovery waits for whoever has its receivables before it moves anything of them', async () => {
  const packetId = randomUUID();
  await act(() => one.transaction(() => execute(one, packetId, 'INV-1')));
  const id = idOf('INV-1');
  const letGo = await held(one, () =>
    one.query(sql`select from billing_item_detail where billing_item_detail_id = ${id} for no key update`),
  );
  const { ended } = await waiting(() => other.transaction(() => recover(other, packetId)));
  const balances =
    'select open_minor::int as open from ledger.receivable_side where billing_item_detail_id = $1';
  expect(await server.query(`${balances} for update nowait`, [id])).toEqual([{ open: 0 }]);
  await letGo();
  expect(await ended).toBe('through');
  expect(await server.query(`${balances} order by side`, [id])).toEqual([{ open: 100 }]);
});

it('nobody locks a month while something is posted in it, and nothing is posted while somebody locks it', async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  const locking = `update ledger.accounting_period set state = 'LOCKED' where entity = 'US01' and month = '2026-03'`;
  const march = `select from ledger.accounting_period where entity = 'US01' and month = '2026-03'`;
  const letGo = await held(one, () => execute(one, first, 'INV-2'));
  await expect(server.query(`${march} for no key update nowait`)).rejects.toThrow(/could not obtain lock/);
  await letGo();

  await server.query(
    `insert into ledger.accounting_period values ('US01', '2026-04', 'OPEN', now(), 'test')`,
  );
  const owner = await openLedgerDatabase(server, 'owner');
  const lockIt = await held(owner, () => owner.query(sql.raw(locking)));
  const { ended } = await waiting(() => other.transaction(() => execute(other, second, 'INV-3')));
  await lockIt();
  await owner.close();
  expect(await ended).toMatchObject({ message: expect.stringContaining('2026-03 of US01 is locked') });
  expect(await outcomeOf(second)).toBeUndefined();
});
