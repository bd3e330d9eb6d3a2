import { randomUUID } from 'node:crypto';
import { toCalendarDate } from '@recoup/domain/calendar-date';
import { storedCurrency } from '@recoup/domain/currency';
import type { Database } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { recoup } from '../../../domain/import/layouts/recoup.ts';
import { noAgreementTerms, type OpenItem } from '../../../domain/import/open-item.ts';
import type { ClaimedImport, StagedRow } from '../../../ports/imports/imports.ts';
import { memoryGeneralLedger } from '../../../ports/memory-general-ledger.fixture.ts';
import type { BooksParts } from '../books/books-parts.ts';
import { ledgerLog } from '../log/ledger-log.ts';
import { postgresImports } from './imports.ts';

const asOf = toCalendarDate('2026-03-31');
const now = () => new Date('2026-03-31T12:00:00Z');

export const openItem = (at: number, revenue: bigint, change: Partial<OpenItem> = {}): StagedRow => {
  if (!asOf) throw new Error('not a date');
  const party = (kind: string) => ({ number: `${kind}-${at}`, name: `${kind} ${at}` });
  const item = {
    entity: 'US01',
    department: 'Film',
    deal: `D-${at}`,
    client: party('C'),
    debtor: party('B'),
    agent: null,
    invoiceNumber: `INV-${at}`,
    instalment: '',
    invoiceDate: asOf,
    dueDate: asOf,
    currency: storedCurrency('USD'),
    open: { revenue, payable: 900n, tax: 0n, fee: 0n },
    disputeOpen: false,
    disputeReason: null,
    ...{ collectionClass: null, glReference: null, agreement: noAgreementTerms },
    ...change,
  };
  return { row: at + 2, item };
};

/** What the books stand on, beside imports. */
export const booksPartsFor = (database: Database): BooksParts => ({
  database,
  outbox: createOutbox(database, '/recoup/ledger-service', now),
  log: ledgerLog(database, 'test', now),
  now,
  bodies: memoryGeneralLedger().bodies,
});

/** A file of `count` different open items of a source, staged; `compare` and `commit` take it further. */
export const stagedImport = async (
  database: Database,
  source: string,
  count: number,
  { fullSnapshot = false, revenue = 100n } = {},
) => {
  const rows = Array.from({ length: count }, (_, at) => openItem(at, revenue));
  return stagedRows(database, source, rows, fullSnapshot);
};

export const stagedRows = async (
  database: Database,
  source: string,
  rows: readonly StagedRow[],
  fullSnapshot = false,
) => {
  if (!asOf) throw new Error('not a date');
  const { outbox, log } = booksPartsFor(database);
  const imports = postgresImports({ database, outbox, log, now, todayIn: () => '2026-03-31' });
  const request: ClaimedImport = {
    importId: randomUUID(),
    attempt: 0,
    requestedBy: randomUUID(),
    requestKey: randomUUID(),
    requestDigest: 'digest',
    threadId: 'test',
    terms: { source, asOf, entity: null, currency: null, revenueShare: null },
    preset: 'recoup',
    mapping: null,
    acceptValid: false,
    acceptWarnings: false,
    dryRun: false,
    fullSnapshot,
    pulled: false,
    history: false,
    scope: [{ entity: null, department: null, clientId: null }],
    file: { sha256: 'a'.repeat(64), size: 1, format: 'csv' },
    reading: { encoding: null, delimiter: null, sheet: null },
    declared: { dates: null, numbers: null },
    controlTotal: null,
  };
  await imports.register(request);
  await imports.noteReading(request, {
    ...request.reading,
    preset: recoup.name,
    presetVersion: recoup.version,
    chosenBy: 'named',
    header: 1,
    columns: recoup.columnsOf([]).compared,
  });
  const stage = () => imports.stage(request, rows, []);
  await stage();
  return {
    importId: request.importId,
    /** Begins again, as another try does. */
    again: async () => {
      await imports.begin(request);
      await stage();
    },
    requestedBy: request.requestedBy,
    compare: () => imports.compare(request),
    commit: () =>
      causedBy({ actor: request.requestedBy, correlationId: 'test' }, () => imports.commit(request)),
  };
};
