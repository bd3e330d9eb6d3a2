import { randomUUID } from 'node:crypto';
import { type Database, migrate, openDatabase } from '@recoup/runtime/database/database';
import { createOutbox, type Outbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll } from 'vitest';
import { openCase } from '../../../domain/case/follow-risk.ts';
import { kim, scoreOf } from '../../../domain/case/risk-case.fixture.ts';
import type { RiskCaseId } from '../../../domain/case/risk-case.ts';
import { anInvoice, day, usd } from '../../../domain/score/invoice.fixture.ts';
import type { AccountId, ReceivableId } from '../../../domain/score/invoice.ts';
import { migrations } from '../../../migrations/list.ts';
import { casesSuite } from '../../../ports/cases.suite.ts';
import { postgresReceivableCopy } from '../receivables/receivable-copy.ts';
import { postgresCases, saveCases } from './case-store.ts';

const today = day('2026-04-23');
let server: TestDatabase;
let database: Database;
let outbox: Outbox;
let opened = 0n;

beforeAll(async () => {
  server = await testDatabase('risk');
  await migrate({ url: server.ownerUrl('risk'), schema: 'risk', migrations });
  database = await openDatabase({ url: server.runtimeUrl('risk'), schema: 'risk', migrations });
  const written = createOutbox(database, '/recoup/risk-service', () => new Date());
  const cause = { actor: 'test', correlationId: randomUUID() };
  outbox = { append: (events) => causedBy(cause, () => written.append(events)) };
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const anOpenInvoice = async () => {
  const receivableId = randomUUID() as ReceivableId;
  const invoice = anInvoice({
    receivableId,
    accountId: randomUUID() as AccountId,
    invoiceNumber: receivableId,
  });
  const { issueDate, outstanding, promises, ...shared } = invoice;
  await postgresReceivableCopy(database).keep([
    {
      ...shared,
      version: 1,
      source: 'erp',
      accountNumber: invoice.accountId,
      clientName: 'XYZ Corp',
      invoiceDate: issueDate,
      billed: usd(1_800_000n),
      open: outstanding,
      openItem: true,
      writeOffStatus: null,
      packetId: null,
      asOf: today,
    },
  ]);
  return { ...invoice, promises };
};

casesSuite(() => ({
  cases: postgresCases(database, outbox, () => today),
  open: async (at) => {
    const invoice = await anOpenInvoice();
    opened += 1n;
    const id = randomUUID() as RiskCaseId;
    const change = openCase(id, opened, invoice, scoreOf(invoice, 20), kim, at);
    await database.transaction(() => saveCases(database, outbox, [change], today, at));
    return id;
  },
  publishedOf: async (id) => {
    const rows = await server.query<{ event_type: string }>(
      'select event_type from risk.outbox where aggregate_id = $1 order by id offset 2',
      [id],
    );
    return rows.map(({ event_type }) => event_type);
  },
}));
