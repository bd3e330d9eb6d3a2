import type { LedgerApi } from '@recoup/contracts/api/ledger';
import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { numberKey } from '../../src/domain/import/values/number-key.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

const header =
  'entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason';
const row = (invoice: string, revenue = '1000.00', currency = 'USD', due = '2025-12-01') =>
  `US01,Film,D-1,C-1,XYZ Corp,B-1,Acme Inc,A-1,Ann Agent,${invoice},2025-11-01,${due},${currency},${revenue},9000.00,100.00,20.00,false,`;

let ledger: LedgerUnderTest;
let token: string;

type Api = LedgerApi['get'];
type Imports = NonNullable<Api['/v1/imports']['call']['query']>;
type Errors = NonNullable<Api['/v1/imports/{id}/errors']['call']['query']>;
type Wanted = LedgerApi['post']['/v1/imports']['call']['query'];

const taken = async (lines: readonly string[], query: Wanted) => {
  const upload = { bytes: [header, ...lines].join('\n'), type: 'text/csv' };
  return bodyOf(await ledger.call.post('/v1/imports', { query, token, upload })).importId;
};
const imports = async (query: Imports) => bodyOf(await ledger.call.get('/v1/imports', { query, token }));
const sources = async (query: Imports) => (await imports(query)).items.map(({ source }) => source);

let faulty: string;
beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  token = await ledger.token('client-accounting-1');
  const sources = ['Café', 'CAFE\u0301 2', 'cafe_%', 'cafex5', 'İzmir'];
  await ledger.database.query(
    `insert into ledger.source (code, code_key, party_per_entity, number_per_year, names_vary, echoes, created_at, created_by)
     select code, key, false, false, false, 'ALL', now(), 'test' from unnest($1::text[], $2::text[]) as named (code, key)`,
    [sources, sources.map(numberKey)],
  );
  await taken([row('A-1')], { asOf: '2026-03-31', source: 'Café' });
  await taken([row('A-1')], { asOf: '2026-01-31', source: 'CAFE\u0301 2', dryRun: 'true' });
  await taken([row('A-1')], { asOf: '2026-02-28', source: 'cafe_%', history: 'true' });
  await taken([row('A-1')], { asOf: '2026-02-28', source: 'cafex5' });
  const lines = [
    row('F-1', '10.005'),
    row('F-2', '5.00', 'QQQ', 'soon'),
    row('F-3', 'many'),
    row('F-4'),
    row('F-5', '-1.00'),
  ];
  faulty = await taken(lines, { asOf: '2026-03-31', source: 'İzmir', acceptValid: 'true' });
  await ledger.database.query('alter table ledger.import_error disable trigger import_error_added_in_time');
  await ledger.database.query(
    `insert into ledger.import_error (import_id, row_no, column_nm, value, code, reason, fatal)
     values ($1, 5, 'fee_amount', '20.005', 'TOO_MANY_DECIMALS', 'was rounded', false)`,
    [faulty],
  );
});
afterAll(() => ledger?.stop());

it.each([
  [{}, ['İzmir', 'cafex5', 'cafe_%', 'CAFE\u0301 2', 'Café']],
  [{ source: ['Café', 'cafex5', 'cafe'] }, ['cafex5', 'Café']],
  [{ 'source.prefix': ['CAFE'] }, ['cafex5', 'cafe_%', 'CAFE\u0301 2', 'Café']],
  [{ 'source.prefix': ['cafe_'] }, ['cafe_%']],
  [{ 'source.prefix': ['%'] }, []],
  [{ 'source.prefix': ['iz'] }, ['İzmir']],
  [{ state: ['CHECKED', 'REJECTED'] }, ['CAFE\u0301 2']],
  [{ dryRun: 'false', history: 'false' }, ['İzmir', 'cafex5', 'Café']],
  [{ history: 'true' }, ['cafe_%']],
  [{ preset: ['recoup'], 'asOf.gte': '2026-02-01', 'asOf.lte': '2026-02-28' }, ['cafex5', 'cafe_%']],
  [{ 'createdAt.lt': '2000-01-01T00:00:00Z' }, []],
] satisfies readonly (readonly [Imports, readonly string[]])[])(
  'finds imports by %j',
  async (query, found) => {
    expect(await sources(query)).toEqual(found);
  },
);

it.each([
  ['importId', ['Café', 'CAFE\u0301 2', 'cafe_%', 'cafex5', 'İzmir']],
  ['asOf', ['CAFE\u0301 2', 'cafe_%', 'cafex5', 'Café', 'İzmir']],
])('walks imports by %s, and back', async (sort, expected) => {
  const walked = async (order: string) => {
    const found: string[] = [];
    for (let after: string | undefined; ; ) {
      const { items, page } = await imports({ sort: order, limit: 2, after });
      found.push(...items.map(({ source }) => source));
      if (page.next === null) return found;
      after = page.next;
    }
  };
  expect(await walked(sort)).toEqual(expected);
  expect(await walked(`-${sort}`)).toEqual(expected.toReversed());
});

const errors = async (query: Errors) =>
  bodyOf(await ledger.call.get('/v1/imports/{id}/errors', { path: { id: faulty }, query, token }));
const positions = async (query: Errors) => {
  const answer = await errors(query);
  if (typeof answer === 'string') throw new Error('a file came instead of a list');
  return answer.items.map(({ row: line, column }) => `${line} ${column}`);
};

it.each([
  [
    {},
    ['2 revenue_amount', '3 currency', '3 due_date', '4 revenue_amount', '5 fee_amount', '6 revenue_amount'],
  ],
  [{ fatal: 'false' }, ['5 fee_amount']],
  [{ code: ['UNKNOWN_CURRENCY', 'NOT_AN_AMOUNT'] }, ['3 currency', '4 revenue_amount']],
  [{ 'row.gte': 3, 'row.lte': 3 }, ['3 currency', '3 due_date']],
  [{ column: ['currency'] }, ['3 currency']],
  [{ column: ['Currency', 'curr'] }, ['3 currency']],
  [{ 'column.prefix': ['CÚRR'] }, ['3 currency']],
  [{ 'column.prefix': ['revenue%'] }, []],
  [{ fatal: 'true', sort: '-row', limit: 1 }, ['6 revenue_amount']],
] satisfies readonly (readonly [Errors, readonly string[]])[])(
  'finds row errors by %j',
  async (query, found) => {
    expect(await positions(query)).toEqual(found);
  },
);

it('walks row errors by row, and back, though a row has several', async () => {
  const walked = async (sort: string) => {
    const found: string[] = [];
    for (let after: string | undefined; ; ) {
      const answer = await errors({ sort, limit: 2, after });
      if (typeof answer === 'string') throw new Error('a file came instead of a list');
      found.push(...answer.items.map(({ row: line, column }) => `${line} ${column}`));
      if (answer.page.next === null) return found;
      after = answer.page.next;
    }
  };
  const whole = await positions({});
  expect(whole).toHaveLength(6);
  expect(await walked('row')).toEqual(whole);
  expect(await walked('-row')).toEqual(whole.toReversed());
});

it.each(['/v1/imports', '/v1/imports/{id}/errors'] as const)(
  'a list at %s refuses what it does not know, and cursors of others',
  async (path) => {
    const get = (query: string) => ledger.call('GET', `${path.replace('{id}', faulty)}?${query}`, { token });
    const page = { page: { next: expect.any(String) } };
    const first = await get('limit=1');
    expect(first).toMatchObject({ status: 200, body: page });
    const { next } = (first.body as { page: { next: string } }).page;
    const filter = path === '/v1/imports' ? 'dryRun=false' : 'fatal=true';
    const other = path === '/v1/imports' ? 'sort=importId' : 'sort=-row';
    for (const [query, pointer, code] of [
      ['colour=red', 'query/colour', 'UNKNOWN_FIELD'],
      ['sort=colour', 'query/sort', 'INVALID_FORMAT'],
      ['limit=501', 'query/limit', 'TOO_BIG'],
      ['after=abc', 'query/after', 'INVALID_CURSOR'],
      [`limit=1&after=${next}&${filter}`, 'query/after', 'INVALID_CURSOR'],
      [`limit=1&after=${next}&${other}`, 'query/after', 'INVALID_CURSOR'],
    ])
      expect(await get(query ?? ''), query).toMatchObject({
        status: 400,
        body: { errors: [{ pointer, code }] },
      });
  },
);
