import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bodyOf, problemOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

let ledger: LedgerUnderTest;
let token: string;
beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'gl-accountant-1': 'GL_ACCOUNTANT',
    'uk-accounting': 'CLIENT_ACCOUNTING@UK01',
  });
  token = await ledger.token('gl-accountant-1');
});
afterAll(() => ledger.stop());

const state = (rows: readonly string[], statedOn = '2026-03-31', by = token) =>
  ledger.call.post('/v1/billed-totals', {
    query: { statedOn },
    token: by,
    upload: { bytes: ['entity,month,currency,billed', ...rows].join('\n'), type: 'text/csv' },
  });
const totals = async (query: { readonly entity?: readonly string[] } = {}, by = token) =>
  bodyOf(await ledger.call.get('/v1/billed-totals', { query, token: by })).items.map(
    ({ entity, month, billed, statedOn }) => [entity, month, billed.amount, billed.currency, statedOn],
  );
const faultsOf = (answer: Awaited<ReturnType<typeof state>>) =>
  (problemOf(answer).errors ?? []).map(({ pointer, code }) => [pointer, code]);

it('what was stated last of a month counts, and what was stated before stays', async () => {
  const first = await state(
    ['US01,2026-02,USD,1000.00', 'US01,2026-01,USD,900.00', 'UK01,2026-02,GBP,5.00'],
    '2026-03-10',
  );
  expect(first.status).toBe(201);
  await state(['us01,2026-02,USD,1100.00'], '2026-03-20');
  await state(['US01,2026-02,USD,1.00'], '2026-03-15');
  expect(await totals()).toEqual([
    ['US01', '2026-02', '1100.00', 'USD', '2026-03-20'],
    ['UK01', '2026-02', '5.00', 'GBP', '2026-03-10'],
    ['US01', '2026-01', '900.00', 'USD', '2026-03-10'],
  ]);
  const [kept] = await ledger.database.query('select count(*)::int as kept from ledger.billed_total');
  expect(kept).toEqual({ kept: 5 });
  const entries = await ledger.database.query(
    `select from ledger.log_entry where type = 'billed-totals.stated'`,
  );
  expect(entries).toHaveLength(3);
});

it('a list with anything wrong in it changes nothing, and each fault is named by its line', async () => {
  const before = await totals();
  const refused = await state([
    ...['US01,2026-02,USD,12.00', 'US01,2026-02,USD,12.00', 'XX01,2026-02,USD,1.00'],
    'US01,2026-03,USD,2.00',
  ]);
  expect(refused).toMatchObject({ status: 400, body: { code: 'TOTALS_REJECTED' } });
  expect(faultsOf(refused)).toEqual([
    ['/rows/3/month', 'DUPLICATE'],
    ['/rows/4/entity', 'UNKNOWN_ENTITY'],
  ]);
  const wrong = ['US01,2026-13,USD,many', 'US01,2026-04,USD', 'XX01,2026-02,USD,1.00'];
  expect(faultsOf(await state(wrong))).toEqual([
    ['/rows/2/month', 'NOT_A_DATE'],
    ['/rows/2/billed', 'NOT_AN_AMOUNT'],
    ['/rows/3/', 'NOT_READABLE'],
    ['/rows/4/entity', 'UNKNOWN_ENTITY'],
  ]);
  expect(faultsOf(await state([]))).toEqual([['', 'EMPTY_FILE']]);
  expect(faultsOf(await state(['US01,2026-02,USD,1.00'], '2026-04-01'))).toEqual([
    ['query/statedOn', 'TOO_LARGE'],
  ]);
  expect(await totals()).toEqual(before);
});

it('whoever works for one entity states and sees its totals alone', async () => {
  const inBritain = await ledger.token('uk-accounting');
  expect(faultsOf(await state(['US01,2025-12,USD,1.00'], '2026-03-31', inBritain))).toEqual([
    ['/rows/2/entity', 'OUT_OF_SCOPE'],
  ]);
  expect((await state(['UK01,2025-12,GBP,7.00'], '2026-03-31', inBritain)).status).toBe(201);
  expect(new Set((await totals({}, inBritain)).map(([entity]) => entity))).toEqual(new Set(['UK01']));
});

it('keeps the file, and nothing is added to what it said', async () => {
  const rows = ['US01,2025-06,USD,-3.00'];
  const stated = bodyOf(await state(rows));
  const sha256 = createHash('sha256')
    .update(['entity,month,currency,billed', ...rows].join('\n'))
    .digest('hex');
  expect(await readFile(join(ledger.folder, sha256), 'utf8')).toContain('US01,2025-06,USD,-3.00');
  const adding = ledger.database.query(
    `insert into ledger.billed_total (statement_id, entity, currency, month, amount_minor)
     values ('${stated.statementId}', 'UK01', 'GBP', '2025-06', 1)`,
  );
  await expect(adding).rejects.toThrow('nothing is added');
});
