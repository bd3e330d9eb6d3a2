import type { Database } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeDue } from '../../src/adapters/postgres/general-ledger/take-due.ts';
import { ledgerDatabaseUnderTest } from '../../src/adapters/postgres/ledger-database.fixture.ts';
import { sealNext } from '../../src/adapters/postgres/log/log-sealer.ts';
import { findAccount } from '../../src/reads/accounts.ts';
import { findCashReceipt } from '../../src/reads/books/cash-receipts.ts';
import { findGlDocument } from '../../src/reads/books/gl-documents.ts';
import { journalLineList, journalLines } from '../../src/reads/books/journal-lines.ts';
import { findJournal } from '../../src/reads/books/journals.ts';
import { findImport } from '../../src/reads/imports.ts';
import { logEntries, readLogHead } from '../../src/reads/log.ts';
import { lookAlikeList, lookAlikes } from '../../src/reads/parties/look-alikes.ts';
import { findParty } from '../../src/reads/parties/parties.ts';
import { findReceivable } from '../../src/reads/receivable-states.ts';
import { findCandidate } from '../../src/reads/source-exceptions/closed-at-source.ts';
import { findTask } from '../../src/reads/source-exceptions/tasks.ts';
import { filled, filledId, fillLedger } from './filled-ledger.fixture.ts';
import { actorWith, bound, cursors, listings, sortsOf, walkPages } from './page-walk.fixture.ts';
import { readTooMuchOf, rowsReadBy } from './rows-read.fixture.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
  await fillLedger(server);
}, 120_000);
afterAll(async () => {
  await database.close();
  await server.drop();
});

const firstLines = () => journalLineList.ask(journalLineList.query.parse({}), cursors);
const auditor = actorWith({ role: 'AUDITOR' });
const walk = (name: string, query: Readonly<Record<string, unknown>>) =>
  walkPages(database, auditor, name, query);

describe('a page of a long list', () => {
  it.each(sortsOf(listings))(
    'of %s by %s reads no more than it shows, wherever it begins',
    async (name, sort) => {
      const { found, excess } = await walk(name, { sort });
      expect(found).toBe(50);
      expect(excess).toEqual([{}, {}]);
    },
  );

  it.each([
    ['journals', { entity: 'us01' }],
    ['journals', { packetId: filledId('packet', 7) }],
    ['journals', { journalNo: 'us02-2024-000005' }],
    [
      'journals',
      { 'accountingDate.gte': '2024-02-01', 'accountingDate.lte': '2024-02-01', sort: 'accountingDate' },
    ],
    ['cash receipts', { packetId: filledId('packet', 7) }],
    ['cash receipts', { receiptNo: '2024-000005' }],
    ['cash receipts', { 'accountingDate.lte': '2024-01-02', sort: 'accountingDate' }],
    ['cash receipts', { 'createdAt.gte': '2000-01-01T00:00:00Z' }],
    ['documents', { entity: 'us01' }],
    ['documents', { state: 'REJECTED' }],
    ['documents', { state: 'PENDING' }],
    ['documents', { packetId: filledId('packet', 7) }],
    ['imports', { state: 'REJECTED' }],
    ['imports', { source: 'another' }],
    ['imports', { 'createdAt.lt': '2000-01-01T00:00:00Z' }],
    ['tasks', { state: 'OPEN' }],
    ['tasks', { receivableId: filledId('detail', 7) }],
    ['tasks', { importId: filledId('import', 7) }],
    ['tasks', { invoiceNumber: 'inv-77' }],
    ['candidates', { waiting: 'true' }],
    ['candidates', { importId: filledId('import', 7) }],
    ['candidates', { invoiceNumber: 'inv-77' }],
    ['parties', { number: 'p-77' }],
    ['parties', { name: 'PARTY 77' }],
    ['parties', { onePartyId: filledId('party', 7) }],
    ['look-alikes', { kind: 'DEBTOR' }],
    ['events', { type: 'recoup.ledger.gl-held.v1' }],
    ['events', { subject: filledId('packet', 7) }],
    ['events', { 'time.gte': '2024-02-04T00:00:00Z', 'time.lt': '2024-02-04T01:00:00Z' }],
  ])('of %s with %j reads no more than it shows', async (name, query) => {
    const { excess } = await walk(name, query);
    expect(excess.flatMap((one) => Object.entries(one))).toEqual([]);
  });
});

it('a page far down the list of look-alikes does not pass by all pages before it', async () => {
  let after: string | null = null;
  for (let page = 0; page < 30; page += 1) {
    const query = lookAlikeList.query.parse({ limit: 200, ...(after ? { after } : {}) });
    const asked = lookAlikeList.ask(query, cursors);
    after = (await lookAlikes(database, auditor, asked)).page.next;
  }
  const query = lookAlikeList.query.parse({ ...(after ? { after } : {}) });
  const read = await rowsReadBy(database, () =>
    lookAlikes(database, auditor, lookAlikeList.ask(query, cursors)),
  );
  expect(readTooMuchOf(read, bound)).toEqual({});
});

describe('what is done about one thing', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['the lines of a journal', () => journalLines(database, auditor, filledId('journal', 7), firstLines())],
    ['a journal', () => findJournal(database, auditor, filledId('journal', 7))],
    ['a receipt', () => findCashReceipt(database, auditor, filledId('receipt', 7))],
    ['a document', () => findGlDocument(database, auditor, filledId('document', 7))],
    ['an import', () => findImport(database, auditor, filledId('import', 7))],
    ['a party', () => findParty(database, auditor, filledId('party', 7))],
    ['a task', () => findTask(database, auditor, filledId('task', 7))],
    ['a candidate', () => findCandidate(database, auditor, filledId('candidate', 7))],
    ['a receivable', () => findReceivable(database, auditor, filledId('detail', 7))],
    ['an account', () => findAccount(database, auditor, filledId('account', 7))],
    ['the head of the log', () => readLogHead(database, 'test')],
    ['a page of the log', () => logEntries(database, 40_000n, 500)],
    ['the next document', () => takeDue(database, () => new Date('2100-01-01T00:00:00Z'), 60_000)],
  ])('%s is found among many by an index', async (_, find) => {
    let found: unknown;
    const read = await rowsReadBy(database, async () => {
      found = await find();
    });
    expect(found).toBeDefined();
    expect(readTooMuchOf(read, bound)).toEqual({});
  });

  it('the sealer reads of the history no more than what it seals goes on from', async () => {
    await server.query(
      `insert into ledger.log_unsealed (event_id) select event_id from ledger.log_entry left join ledger.log_seal using (event_id)
        where seq is null`,
    );
    const outbox = createOutbox(database, '/recoup/ledger-service', () => new Date());
    const sealed = () =>
      causedBy({ actor: 'x', correlationId: 'x' }, () => sealNext(database, outbox, 'test'));
    const read = await rowsReadBy(database, sealed);
    const [numbered] = await server.query<{ count: string }>(
      "select count(*) from ledger.book_number where kind = 'JOURNAL'",
    );
    expect(Number(numbered?.count)).toBe(filled);
    expect(readTooMuchOf(read, bound)).toEqual({});
  });
});
