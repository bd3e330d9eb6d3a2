import { randomUUID } from 'node:crypto';
import { toCalendarDate } from '@recoup/domain/calendar-date';
import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll } from 'vitest';
import { migrations } from '../../../migrations/list.ts';
import { glPostingsSuite } from '../../../ports/gl-postings.suite.ts';
import type { GlPostingState, GlPostings } from '../../../ports/gl-postings.ts';
import { recordJournals } from '../books/record-journals.ts';
import { ledgerLog } from '../log/ledger-log.ts';
import { postgresGlPostings } from './gl-postings.ts';

let server: TestDatabase;
let database: Database;
let clock = Date.now();
const now = () => new Date(clock);
const inTest = <T>(work: () => Promise<T>) => causedBy({ actor: 'test', correlationId: randomUUID() }, work);

beforeAll(async () => {
  server = await testDatabase('ledger');
  await migrate({ url: server.ownerUrl('ledger'), schema: 'ledger', migrations });
  database = await openDatabase({ url: server.runtimeUrl('ledger'), schema: 'ledger', migrations });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const partsOf = () => ({
  database,
  outbox: createOutbox(database, '/recoup/ledger-service', now),
  log: ledgerLog(database, 'test', now),
  now,
  subsidiaryOf: () => '1',
});

/** A write-off of one unit with its receipt and worksheet, as far as its document hangs from them. */
const bookOne = async (): Promise<string> => {
  const [packetId, receiptId, worksheetId] = [randomUUID(), randomUUID(), randomUUID()];
  await server.query(
    `insert into ledger.cash_receipt values ($1, $2, 'WRITE_OFF', 'A', $3, 1, 'USD', 100, '2026-03-31', now(), 'test', 'First packet')`,
    [receiptId, receiptId, packetId],
  );
  await server.query(
    `insert into ledger.cash_receipt_worksheet values ($1, $2, 'WRITE_OFF', 'A', null, now(), 'test')`,
    [worksheetId, receiptId],
  );
  const date = toCalendarDate('2026-03-31');
  if (!date) throw new Error('there is such a day');
  const plain = { department: 'Film', accountId: null, accountNumber: null, debitMinor: 0n, creditMinor: 0n };
  const lines = [
    { ...plain, account: 'CLEXP', debitMinor: 100n } as const,
    { ...plain, account: 'CPAY', creditMinor: 100n } as const,
  ];
  await inTest(() =>
    database.transaction(() =>
      recordJournals(
        partsOf(),
        { packetId, worksheetId, kind: 'WRITE_OFF', eventDate: date, contentHash: 'x' },
        [
          {
            journal: { entity: 'US01', currency: 'USD', lines },
            policy: { version: '1', creditLossMethod: 'DIRECT', payableSide: 'REVERSE_PAYABLE' },
            accountingDate: date,
          },
        ],
      ),
    ),
  );
  const [posting] = await server.query<{ id: string }>(
    'select gl_posting_id as id from ledger.gl_posting where packet_id = $1',
    [packetId],
  );
  return posting?.id ?? '';
};

glPostingsSuite(() => {
  const { outbox, log } = partsOf();
  const kept = postgresGlPostings(database, outbox, log, now, 60_000);
  const postings: GlPostings = {
    take: () => inTest(kept.take),
    posted: (...said) => inTest(() => kept.posted(...said)),
    rejected: (...said) => inTest(() => kept.rejected(...said)),
    held: (...said) => inTest(() => kept.held(...said)),
    unknown: (...said) => inTest(() => kept.unknown(...said)),
  };
  return {
    postings,
    add: bookOne,
    stateOf: async (id) => {
      const [row] = await server.query<{ state: GlPostingState }>(
        'select state from ledger.gl_posting where gl_posting_id = $1',
        [id],
      );
      if (!row) throw new Error(`there is no posting ${id}`);
      return row.state;
    },
    publishedOf: async (id) => {
      const rows = await server.query<{ event_type: string }>(
        `select event_type from ledger.outbox
          where convert_from(message, 'UTF8')::jsonb #>> '{data,glPostingId}' = $1 order by id`,
        [id],
      );
      return rows.map(({ event_type }) => event_type);
    },
    passTime: (ms) => {
      clock += ms;
    },
  };
});
