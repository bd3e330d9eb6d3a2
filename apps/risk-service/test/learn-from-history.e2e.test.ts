import { randomUUID } from 'node:crypto';
import { ImportHistoryReadV1 } from '@recoup/contracts/import-history-read.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysAgo, type RiskInTest, startRisk } from './risk.fixture.ts';

let risk: RiskInTest;
let token: string;
let accounts = 0;

beforeAll(async () => {
  risk = await startRisk();
  await risk.person('kim', 'CASE_OWNER');
  token = await risk.token('kim');
});
afterAll(() => risk.stop());

type Past = {
  readonly invoice: string;
  readonly lateBy: number;
  readonly settled?: number;
  readonly total?: string;
};

/** Publishes invoices of an account that were settled so many days after they were due. */
const readHistory = async (account: string, invoices: readonly Past[], asOf = daysAgo(0), source = 'erp') => {
  const importId = randomUUID();
  await risk.say(ImportHistoryReadV1, importId, 1, {
    importId,
    source,
    asOf,
    part: 1,
    last: true,
    lines: invoices.map(({ invoice, lateBy, settled = 100, total = '18000.00' }) => ({
      entity: 'US01',
      client: { number: 'C-1', name: 'XYZ Corp' },
      account: { number: account, name: 'Acme' },
      invoiceNumber: invoice.startsWith('P-') ? `${account}-${invoice}` : invoice,
      invoiceDate: daysAgo(settled + lateBy + 30),
      dueDate: daysAgo(settled + lateBy),
      settledOn: daysAgo(settled),
      total: { amount: total, currency: 'USD' },
      disputed: false,
    })),
  });
  await eventually(async () => {
    const seen = await risk.database.query(
      'select 1 from risk.inbox_version where aggregate_id = $1 and sequence = 1',
      [importId],
    );
    expect(seen).toHaveLength(1);
  });
};
const anAccount = () => {
  accounts += 1;
  return { accountId: randomUUID(), number: `H-${accounts}`, name: 'Acme' };
};
const reason = async (receivableId: string, signal: string) => {
  const answer = await risk.call.get('/v1/scores/{receivableId}', { path: { receivableId }, token });
  return bodyOf(answer).reasons.find((one) => one.signal === signal)?.value;
};
const storedScore = async (receivableId: string) => {
  const [row] = await risk.database.query<{ score_bp: number; xmin: string }>(
    'select score_bp, xmin::text from risk.score where receivable_id = $1',
    [receivableId],
  );
  return row;
};
const scored = (receivableId: string, points: number) =>
  eventually(async () => expect((await storedScore(receivableId))?.score_bp).toBe(points * 100));

describe('invoices that an account settled in the past', () => {
  it('show how late it pays, and its open invoices are scored again', async () => {
    const account = anAccount();
    const { receivableId } = await risk.receivable({ account, dueDate: daysAgo(5) });
    await scored(receivableId, 15);
    expect(await reason(receivableId, 'settled-late-share')).toBeNull();

    await readHistory(account.number, [
      { invoice: 'P-1', lateBy: 16 },
      { invoice: 'P-2', lateBy: 40 },
      { invoice: 'P-3', lateBy: 15 },
    ]);

    await scored(receivableId, 35);
    expect(await reason(receivableId, 'settled-late-share')).toBe(6667);
  });

  it('show what an invoice of it usually amounts to', async () => {
    const account = anAccount();
    const { receivableId } = await risk.receivable({ account });
    await scored(receivableId, 0);
    await readHistory(
      account.number,
      ['P-1', 'P-2', 'P-3'].map((invoice) => ({ invoice, lateBy: 0, total: '100.00' })),
    );
    await scored(receivableId, 4);
  });

  it('count as soon as the account is known, when they came before it', async () => {
    const account = anAccount();
    await readHistory(account.number, [{ invoice: 'P-1', lateBy: 20 }]);
    const { receivableId } = await risk.receivable({ account, dueDate: daysAgo(5) });
    await scored(receivableId, 35);
  });

  it('published again change nothing, and an older file does not overrule a newer one', async () => {
    const account = anAccount();
    const { receivableId } = await risk.receivable({ account, dueDate: daysAgo(5) });
    await readHistory(account.number, [{ invoice: 'P-1', lateBy: 20 }], daysAgo(10));
    await scored(receivableId, 35);
    const before = await storedScore(receivableId);

    await readHistory(account.number, [{ invoice: 'P-1', lateBy: 20 }], daysAgo(10));
    await readHistory(account.number, [{ invoice: 'P-1', lateBy: 0 }], daysAgo(20));
    await eventually(async () =>
      expect(await risk.database.query('select 1 from risk.account_due')).toEqual([]),
    );
    expect(await storedScore(receivableId)).toEqual(before);

    await readHistory(account.number, [{ invoice: 'P-1', lateBy: 0 }], daysAgo(0));
    await scored(receivableId, 15);
  });

  it('count only when they were settled before the business date', async () => {
    const account = anAccount();
    const { receivableId } = await risk.receivable({ account, dueDate: daysAgo(5) });
    await readHistory(account.number, [{ invoice: 'P-1', lateBy: 20, settled: 0 }]);
    await scored(receivableId, 15);
    expect(await reason(receivableId, 'settled-late-share')).toBeNull();
  });

  it('do not count where the ledger itself knows the invoice, nor for an account of another source', async () => {
    const account = anAccount();
    const { receivableId } = await risk.receivable({ account, dueDate: daysAgo(5), invoiceNumber: 'INV-7' });
    await readHistory(account.number, [{ invoice: 'INV-7', lateBy: 20 }]);
    await readHistory(account.number, [{ invoice: 'P-1', lateBy: 20 }], daysAgo(0), 'other-erp');
    await eventually(async () =>
      expect(await risk.database.query('select 1 from risk.account_due')).toEqual([]),
    );
    expect(await reason(receivableId, 'settled-late-share')).toBeNull();
  });
});
