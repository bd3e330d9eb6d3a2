import { ImportHistoryReadV1 } from '@recoup/contracts/import-history-read.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

const header =
  'entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason,settled_date';
const row = (invoice: string, settled: string) =>
  `US01,Film,D-1,C-1,XYZ Corp,B-1,Acme Inc,A-1,Ann Agent,${invoice},2025-11-01,2025-12-01,USD,1000.00,9000.00,100.00,20.00,false,,${settled}`;

let ledger: LedgerUnderTest;
let token: string;

type Flag = 'acceptValid' | 'dryRun' | 'fullSnapshot';
const send = (lines: readonly string[], more: { readonly [flag in Flag]?: 'true' } = {}) =>
  ledger.call.post('/v1/imports', {
    query: { asOf: '2026-03-31', history: 'true', ...more },
    token,
    upload: { bytes: [header, ...lines].join('\n'), type: 'text/csv' },
  });
const published = async (importId: string) => {
  const rows = await ledger.database.query<{ message: Buffer }>(
    'select message from ledger.outbox where aggregate_id = $1 order by sequence',
    [importId],
  );
  return rows.map(({ message }) => {
    const event: unknown = JSON.parse(message.toString());
    return ImportHistoryReadV1.data.parse(ImportHistoryReadV1.schema.parse(event).data);
  });
};
const count = async (what: string) =>
  Number((await ledger.database.query<{ count: string }>(`select count(*) from ledger.${what}`))[0]?.count);
const kept = async () => ({
  items: await count('billing_item'),
  accounts: await count('account'),
  rows: await count('import_row'),
  receivableEvents: await count(`outbox where topic = 'recoup.receivables.v1'`),
});

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING', 'agent-1': 'AGENT' });
  token = await ledger.token('client-accounting-1');
});
afterAll(() => ledger.stop());

describe('a file read as history', () => {
  it('publishes its settled invoices, and leaves the ledger as it was', async () => {
    const answer = await send([row('P-1', '2025-12-20'), row('P-2', ''), row('P-3', '2026-03-31')]);

    expect(answer).toMatchObject({
      status: 201,
      body: { state: 'COMMITTED', history: true, rows: { total: 3, settled: 2, notSettled: 1, new: 0 } },
    });
    const { importId } = bodyOf(answer);
    expect(await published(importId)).toEqual([
      {
        importId,
        source: 'erp',
        asOf: '2026-03-31',
        part: 1,
        last: true,
        lines: ['P-1', 'P-3'].map((invoiceNumber, index) => ({
          entity: 'US01',
          client: { number: 'C-1', name: 'XYZ Corp' },
          account: { number: 'B-1', name: 'Acme Inc' },
          invoiceNumber,
          invoiceDate: '2025-11-01',
          dueDate: '2025-12-01',
          settledOn: ['2025-12-20', '2026-03-31'][index],
          total: { amount: '10120.00', currency: 'USD' },
          disputed: false,
        })),
      },
    ]);
    expect(await kept()).toEqual({ items: 0, accounts: 0, rows: 0, receivableEvents: 0 });
    const log = await ledger.database.query('select type from ledger.log_entry');
    expect(log).toEqual([{ type: 'import.history-read' }]);
  });

  it('travels in parts of at most 500, numbered, the last one marked', async () => {
    const lines = Array.from({ length: 1_001 }, (_, index) => row(`L-${index}`, '2025-12-20'));
    const parts = await published(bodyOf(await send(lines)).importId);
    expect(parts.map(({ part, last, lines: { length } }) => [part, last, length])).toEqual([
      [1, false, 500],
      [2, false, 500],
      [3, true, 1],
    ]);
  });

  it('of which nothing was settled publishes nothing', async () => {
    const body = bodyOf(await send([row('O-1', '')]));
    expect(body).toMatchObject({ state: 'COMMITTED', rows: { settled: 0, notSettled: 1 } });
    expect(await published(body.importId)).toEqual([]);
  });

  it.each([
    [
      'a document twice',
      [row('D-1', '2025-12-20'), row('D-1', '2025-12-21')],
      'DUPLICATE',
      'invoice_number',
      3,
    ],
    ['a day that does not exist', [row('D-2', '2025-12-32')], 'NOT_A_DATE', 'settled_date', 2],
    ['too few fields', ['US01,Film'], 'NOT_READABLE', '', 2],
  ])(
    'with %s is refused, naming line and column, and publishes nothing',
    async (_name, lines, code, column, line) => {
      const before = await count('outbox');
      expect(await send(lines)).toMatchObject({
        status: 400,
        body: { code: 'IMPORT_REJECTED', errors: [{ code, params: { row: line, column } }] },
      });
      expect(await count('outbox')).toBe(before);
    },
  );

  it('keeps to the valid rows on request, and publishes nothing in a dry run', async () => {
    const lines = [row('V-1', '2025-12-20'), row('V-1', '2025-12-21'), row('V-2', '2025-12-21')];
    const taken = await send(lines, { acceptValid: 'true' });
    expect(taken.body).toMatchObject({ state: 'COMMITTED', rows: { settled: 2, invalid: 1 } });
    expect((await published(bodyOf(taken).importId))[0]?.lines).toHaveLength(2);
    const dry = await send([row('V-1', '2025-12-20')], { dryRun: 'true' });
    expect(dry.body).toMatchObject({ state: 'CHECKED', rows: { settled: 1 } });
    expect(await published(bodyOf(dry).importId)).toEqual([]);
  });

  it('is no snapshot of what is open', async () => {
    expect(await send([row('S-1', '2025-12-20')], { fullSnapshot: 'true' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: 'query/fullSnapshot' }] },
    });
  });

  it('is for Client Accounting and nobody else', async () => {
    const answer = await ledger.call.post('/v1/imports', {
      query: { asOf: '2026-03-31', history: 'true' },
      token: await ledger.token('agent-1'),
      upload: { bytes: header, type: 'text/csv' },
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'ROLE_REQUIRED' } });
  });
});

it('takes only the open rows of the same file into the ledger', async () => {
  const answer = await ledger.call.post('/v1/imports', {
    query: { asOf: '2026-03-31' },
    token,
    upload: {
      bytes: [header, row('M-1', '2025-12-20'), row('M-2', '')].join('\n'),
      type: 'text/csv',
    },
  });
  expect(answer.body).toMatchObject({ history: false, rows: { new: 1, notOpen: 1, settled: 0 } });
});
