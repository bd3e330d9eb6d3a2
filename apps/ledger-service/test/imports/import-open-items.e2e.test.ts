import type { LedgerApi } from '@recoup/contracts/api/ledger';
import { bodyOf, problemOf } from '@recoup/testkit/api-client';
import { fileExample } from '@recoup/testkit/file-example';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

const header =
  'entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason';
const row = (
  invoice: string,
  change: Partial<Record<'revenue' | 'currency' | 'due' | 'buyer', string>> = {},
) =>
  `US01,Film,D-1,C-1,XYZ Corp,${change.buyer ?? 'B-1'},Acme Inc,A-1,Ann Agent,${invoice},2025-11-01,${change.due ?? '2025-12-01'},${change.currency ?? 'USD'},${change.revenue ?? '1000.00'},9000.00,100.00,20.00,false,`;

let ledger: LedgerUnderTest;
let token: string;

type Query = LedgerApi['post']['/v1/imports']['call']['query'];
const post = (lines: readonly string[], query: Query = { asOf: '2026-03-31' }) =>
  ledger.call.post('/v1/imports', {
    query,
    token,
    upload: { bytes: lines.join('\n'), type: 'text/csv' },
  });
const items = () => ledger.database.query<{ count: string }>('select count(*) from ledger.billing_item');
const countItems = async () => Number((await items())[0]?.count);

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING', 'agent-1': 'AGENT' });
  token = await ledger.token('client-accounting-1');
});
afterAll(() => ledger.stop());

describe('a file of open items', () => {
  it('enters the ledger whole, with one event for each receivable and one entry in the log', async () => {
    const answer = await post([header, row('INV-1'), row('INV-2')]);

    expect(answer.status).toBe(201);
    expect(bodyOf(answer).rows).toMatchObject({ total: 2, new: 2, invalid: 0 });
    expect(bodyOf(answer).totals[0]?.open).toEqual({ amount: '20240.00', currency: 'USD' });
    const events = await ledger.database.query(
      `select event_type, sequence from ledger.outbox where event_type like 'recoup.receivable.%'`,
    );
    expect(events).toEqual([
      { event_type: 'recoup.receivable.imported.v1', sequence: 1 },
      { event_type: 'recoup.receivable.imported.v1', sequence: 1 },
    ]);
    const log = await ledger.database.query('select type from ledger.log_entry');
    expect(log).toEqual([{ type: 'import.committed' }]);
  });

  it('sent again changes nothing and says so', async () => {
    const answer = await post([header, row('INV-1'), row('INV-2')]);
    expect(bodyOf(answer).rows).toMatchObject({ new: 0, changed: 0, unchanged: 2 });
  });

  it('updates what a later file says otherwise', async () => {
    const answer = await post([header, row('INV-1', { revenue: '800.00' })]);

    expect(bodyOf(answer).rows).toMatchObject({ changed: 1 });
    const [event] = await ledger.database.query(
      `select event_type, sequence from ledger.outbox order by id desc limit 1`,
    );
    expect(event).toEqual({ event_type: 'recoup.receivable.updated.v1', sequence: 2 });
  });

  it('older than what the ledger knows changes nothing', async () => {
    const answer = await post([header, row('INV-1', { revenue: '1.00' })], { asOf: '2026-03-01' });
    expect(bodyOf(answer).rows).toMatchObject({ changed: 0, unchanged: 0, older: 1 });
  });
});

describe('a full snapshot', () => {
  const statesOf = (...invoices: readonly string[]) =>
    ledger.database.query(
      `select invoice_number as invoice, open_item_ind as open, version,
              (select open_minor::text from ledger.receivable_side balance
                where balance.billing_item_detail_id = detail.billing_item_detail_id and side = 'REV') as revenue,
              exists (select from ledger.closed_at_source_candidate candidate
                       where candidate.billing_item_detail_id = detail.billing_item_detail_id) as candidate
         from ledger.billing_item_detail detail join ledger.billing_item using (billing_item_id)
        where invoice_number = any ($1) order by 1`,
      [invoices],
    );
  const snapshot = (asOf: string, ...invoices: readonly string[]) =>
    post([header, ...invoices.map((invoice) => row(invoice))], {
      asOf,
      source: 'snapshots',
      fullSnapshot: 'true',
    });

  it('closes nothing that it no longer names: a person decides about it, and it stays open until then', async () => {
    await snapshot('2026-03-30', 'S-1', 'S-2');

    const answer = await snapshot('2026-03-31', 'S-1');

    expect(bodyOf(answer)).toMatchObject({ closedAtSource: 1 });
    expect(await statesOf('S-1', 'S-2')).toEqual([
      { invoice: 'S-1', open: true, revenue: '100000', version: 1, candidate: false },
      { invoice: 'S-2', open: true, revenue: '100000', version: 1, candidate: true },
    ]);
  });

  it('of an earlier day, and a file that is none, make no candidate', async () => {
    await snapshot('2026-03-29', 'S-3');
    await snapshot('2026-03-28', 'S-1', 'S-2');
    await post([header, row('S-1')], { asOf: '2026-03-31', source: 'snapshots' });

    expect(await statesOf('S-3')).toMatchObject([{ open: true, candidate: false }]);
  });
});

it('the file that the document of the API shows is valid', async () => {
  const bytes = fileExample('ledger', '/v1/imports');
  const query = { asOf: '2026-03-31', dryRun: 'true' as const };
  const answer = await ledger.call.post('/v1/imports', { query, token, upload: { bytes, type: 'text/csv' } });
  expect(bodyOf(answer)).toMatchObject({ state: 'CHECKED', rows: { total: 1, new: 1, invalid: 0 } });
});

describe('a file that is not right', () => {
  it.each([
    ['a missing column', [header.replace(',currency', ''), 'x'], 'MISSING_COLUMN', 'currency', 1],
    ['a foreign column', [`${header},colour`, `${row('X-1')},red`], 'UNKNOWN_COLUMN', 'colour', 1],
    ['a date that does not exist', [header, row('X-1', { due: '2026-02-30' })], 'NOT_A_DATE', 'due_date', 2],
    [
      'a negative amount',
      [header, row('X-1'), row('X-2', { revenue: '-5.00' })],
      'NEGATIVE_AMOUNT',
      'revenue_amount',
      3,
    ],
    ['three decimals', [header, row('X-1', { revenue: '5.005' })], 'TOO_MANY_DECIMALS', 'revenue_amount', 2],
    [
      'a number that is none',
      [header, row('X-1', { revenue: '1e400' })],
      'NOT_AN_AMOUNT',
      'revenue_amount',
      2,
    ],
    ['an unknown currency', [header, row('X-1', { currency: 'XXY' })], 'UNKNOWN_CURRENCY', 'currency', 2],
    [
      'a document twice, otherwise the second time',
      [header, row('X-1'), row('X-9'), row('X-1', { revenue: '5.00' })],
      'DUPLICATE',
      'invoice_number',
      2,
    ],
    [
      'another debtor than the ledger knows',
      [header, row('INV-2', { buyer: 'B-7' })],
      'PARTY_CHANGED',
      'buyer_id',
      2,
    ],
    ['too few fields', [header, 'US01,Film'], 'NOT_READABLE', '', 2],
  ])(
    'with %s is refused, naming line and column, and changes nothing',
    async (_name, lines, code, column, line) => {
      const before = await countItems();

      const answer = await post(lines);

      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(problemOf(answer).code).toBe('IMPORT_REJECTED');
      expect(problemOf(answer).errors?.[0]).toMatchObject({ code, params: { row: line, column } });
      expect(await countItems()).toBe(before);
    },
  );

  it('keeps the valid rows on request and hands the others back with their errors', async () => {
    const answer = await post([header, row('V-1'), row('V-2', { revenue: '-5.00' })], {
      asOf: '2026-03-31',
      acceptValid: 'true',
    });

    expect(answer.status).toBe(201);
    expect(bodyOf(answer).rows).toMatchObject({ new: 1, invalid: 1 });
    const rejected = await ledger.call.get('/v1/imports/{id}/errors', {
      path: { id: bodyOf(answer).importId },
      query: { format: 'csv' },
      token,
    });
    expect(rejected.body).toContain('V-2');
    expect(rejected.body).toContain('must not be negative');
    expect(rejected.body).not.toContain('V-1');
  });

  it('is only checked in a dry run', async () => {
    const before = await countItems();
    const answer = await post([header, row('DRY-1')], { asOf: '2026-03-31', dryRun: 'true' });
    expect(bodyOf(answer).state).toBe('CHECKED');
    expect(bodyOf(answer).rows.new).toBe(1);
    expect(await countItems()).toBe(before);
  });
});

describe('who may import', () => {
  it('is Client Accounting and nobody else', async () => {
    const answer = await ledger.call.post('/v1/imports', {
      query: { asOf: '2026-03-31' },
      token: await ledger.token('agent-1'),
      upload: { bytes: header, type: 'text/csv' },
    });
    expect(answer.status).toBe(403);
    expect(problemOf(answer).code).toBe('ROLE_REQUIRED');
  });

  it('is nobody without a token, and nobody unknown', async () => {
    expect((await ledger.call.get('/v1/imports')).status).toBe(401);
    const stranger = await ledger.call.get('/v1/imports', { token: await ledger.token('stranger') });
    expect(stranger.status).toBe(403);
  });

  it('gives the same answer to the same key, and refuses the key for another file', async () => {
    const send = (lines: readonly string[]) =>
      ledger.call.post('/v1/imports', {
        query: { asOf: '2026-03-31' },
        token,
        key: 'the-same-key',
        upload: { bytes: lines.join('\n'), type: 'text/csv' },
      });
    const first = await send([header, row('K-1')]);
    const second = await send([header, row('K-1')]);
    expect(second.body).toEqual(first.body);
    expect((await send([header, row('K-2')])).status).toBe(422);
  });

  it('names an unknown parameter', async () => {
    const answer = await ledger.call('POST', '/v1/imports?asOf=2026-03-31&colour=red', {
      token,
      upload: { bytes: [header, row('Q-1')].join('\n'), type: 'text/csv' },
    });
    expect(answer.status).toBe(400);
    expect(problemOf(answer).errors?.[0]).toMatchObject({ pointer: 'query/colour', code: 'UNKNOWN_FIELD' });
  });
});

it('takes the same rows as JSON', async () => {
  const names = header.split(',');
  const values = row('J-1').split(',');
  const answer = await ledger.call.post('/v1/imports', {
    query: { asOf: '2026-03-31' },
    token,
    body: [Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))],
  });
  expect(answer.status).toBe(201);
  expect(bodyOf(answer).rows.new).toBe(1);
});
