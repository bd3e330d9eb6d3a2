import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { openCase } from '../../../domain/case/follow-risk.ts';
import { kim, scoreOf } from '../../../domain/case/risk-case.fixture.ts';
import type { RiskCaseId } from '../../../domain/case/risk-case.ts';
import { anInvoice, day, usd } from '../../../domain/score/invoice.fixture.ts';
import type { AccountId, ReceivableId } from '../../../domain/score/invoice.ts';
import { casesSuite } from '../../../ports/cases.suite.ts';
import { postgresReceivableCopy } from '../receivables/receivable-copy.ts';
import { riskDatabaseUnderTest } from '../risk-database.fixture.ts';
import { postgresCases, saveCases } from './case-store.ts';

const today = day('2026-04-23');
let kept: Awaited<ReturnType<typeof riskDatabaseUnderTest>>;
let opened = 0n;

beforeAll(async () => {
  kept = await riskDatabaseUnderTest();
});
afterAll(() => kept?.close());

const anOpenInvoice = async () => {
  const receivableId = randomUUID() as ReceivableId;
  const invoice = anInvoice({
    receivableId,
    accountId: randomUUID() as AccountId,
    invoiceNumber: receivableId,
  });
  const { issueDate, outstanding, promises, ...shared } = invoice;
  await postgresReceivableCopy(kept.database).keep([
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
      writtenOff: null,
      settledOn: null,
    },
  ]);
  return { ...invoice, promises };
};

casesSuite(() => {
  const { server, database, outbox } = kept;
  return {
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
  };
});
