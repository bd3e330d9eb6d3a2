import { randomUUID } from 'node:crypto';
import type { Database } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll } from 'vitest';
import { someTerms } from '../../../domain/books/books.fixture.ts';
import type { GlDocumentState } from '../../../domain/general-ledger/gl-document.ts';
import { glPostingsSuite } from '../../../ports/gl-postings.suite.ts';
import type { GlPostings } from '../../../ports/gl-postings.ts';
import { memoryGeneralLedger } from '../../../ports/memory-general-ledger.fixture.ts';
import { openMonth } from '../books/open-periods.ts';
import { postEvent } from '../books/post-event.ts';
import { recordJournals } from '../books/record-journals.ts';
import { ledgerDatabaseUnderTest } from '../ledger-database.fixture.ts';
import { ledgerLog } from '../log/ledger-log.ts';
import { postgresGlPostings } from './gl-postings.ts';

let server: TestDatabase;
let database: Database;
let clock = Date.now();
const now = () => new Date(clock);
const inTest = <T>(work: () => Promise<T>) => causedBy({ actor: 'test', correlationId: randomUUID() }, work);

beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
  await inTest(() => database.transaction(() => openMonth(database, 'US01', '2026-03')));
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const { bodies } = memoryGeneralLedger();

const partsOf = () => ({
  bodies,
  database,
  outbox: createOutbox(database, '/recoup/ledger-service', now),
  log: ledgerLog(database, 'test', now),
  now,
});

/** A write-off of one unit with its receipt, as far as its document hangs from them. */
const bookOne = async (after?: string): Promise<string> => {
  const [packetId, receiptId, logEventId] = [randomUUID(), randomUUID(), randomUUID()];
  await server.query(
    `insert into ledger.cash_receipt (cash_receipt_id, receipt_type_cd, currency, amount_minor, value_date, created_at, created_by)
     values ($1, 'WRITE_OFF', 'USD', 100, '2026-03-31', now(), 'test')`,
    [receiptId],
  );
  await server.query(
    `insert into ledger.write_off_receipt (packet_id, packet_name, round, cash_receipt_id)
     values ($1, 'First packet', 1, $2)`,
    [packetId, receiptId],
  );
  const plain = {
    ...{ side: null, component: '', department: 'Film', accountId: null, debtorId: null, clientId: null },
    ...{
      debitMinor: 0n,
      creditMinor: 0n,
      functionalDebitMinor: 0n,
      functionalCreditMinor: 0n,
      fxRateId: null,
    },
  };
  const lines = [
    { ...plain, role: 'CLEXP', debitMinor: 100n, functionalDebitMinor: 100n },
    { ...plain, role: 'TAXP', creditMinor: 100n, functionalCreditMinor: 100n },
  ] as const;
  const at = now().toISOString();
  await inTest(() =>
    database.transaction(async () => {
      const terms = someTerms();
      const cause = {
        ...{ sourceId: packetId, sourceRound: 1, approvalHash: 'x', reversesEventId: null, logEventId, at },
        ...({ transactionType: 'WRITE_OFF', sourceKind: 'PACKET' } as const),
      };
      const postingEventId = await postEvent(database, cause, [terms]);
      const journal = { entity: 'US01', currency: 'USD', lines };
      await recordJournals(partsOf(), { postingEventId, packetId, kind: 'WRITE_OFF', at, packetName: 'x' }, [
        { journal, terms },
      ]);
      await partsOf().log.append('test', {}, { eventId: logEventId });
    }),
  );
  const [posting] = await server.query<{ id: string }>(
    `select gl_document_id as id from ledger.gl_document join ledger.posting_event using (posting_event_id)
      where source_id = $1`,
    [packetId],
  );
  const id = posting?.id ?? '';
  if (after !== undefined) {
    await server.query('update ledger.gl_document set after_document_id = $2 where gl_document_id = $1', [
      id,
      after,
    ]);
  }
  return id;
};

glPostingsSuite(() => {
  const { outbox, log } = partsOf();
  const kept = postgresGlPostings(database, outbox, log, now, 60_000);
  const postings: GlPostings = {
    take: () => inTest(kept.take),
    journalOf: (...said) => inTest(() => kept.journalOf(...said)),
    keepBodies: (...said) => inTest(() => kept.keepBodies(...said)),
    posted: (...said) => inTest(() => kept.posted(...said)),
    awaitingApproval: (...said) => inTest(() => kept.awaitingApproval(...said)),
    notSent: (...said) => inTest(() => kept.notSent(...said)),
    exported: (...said) => inTest(() => kept.exported(...said)),
    rejected: (...said) => inTest(() => kept.rejected(...said)),
    held: (...said) => inTest(() => kept.held(...said)),
    unknown: (...said) => inTest(() => kept.unknown(...said)),
  };
  return {
    postings,
    add: bookOne,
    stateOf: async (id) => {
      const [row] = await server.query<{ state: GlDocumentState }>(
        'select state from ledger.gl_document where gl_document_id = $1',
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
