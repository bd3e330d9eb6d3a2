import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';
import { anItem, importDesk } from './import-desk.fixture.ts';

let ledger: LedgerUnderTest;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'client-accounting-us02': 'CLIENT_ACCOUNTING@US02',
    'client-accounting-music': 'CLIENT_ACCOUNTING',
    'auditor-1': 'AUDITOR',
    'auditor-us02': 'AUDITOR@US02',
  });
  await ledger.database.query(
    `update ledger.directory_role set department = 'Music'
      where person_id = (select person_id from ledger.directory_person where display_name = 'client-accounting-music')`,
  );
});
afterAll(() => ledger.stop());

const deskOf = async (who: string, source = 'erp') => importDesk(ledger, await ledger.token(who), source);
const elsewhere = { entity: 'US02' };

describe('somebody who works for one entity', () => {
  it('imports its items, and none of another', async () => {
    const desk = await deskOf('client-accounting-us02');
    expect(await desk.refused([anItem('A-1', elsewhere), anItem('A-2')])).toEqual([
      [3, 'entity', 'OUT_OF_SCOPE'],
    ]);
    expect(
      (await desk.taken([anItem('A-1', elsewhere), anItem('A-2')], { acceptValid: 'true' })).rows,
    ).toMatchObject({ new: 1, invalid: 1 });
  });

  it('sees what they asked for and what speaks of that entity alone', async () => {
    const all = await deskOf('client-accounting-1');
    const own = await (await deskOf('client-accounting-us02')).taken([anItem('B-1', elsewhere)]);
    const mixed = await all.taken([anItem('B-2', elsewhere), anItem('B-3')]);
    const theirs = await all.taken([anItem('B-4', elsewhere)]);
    const visible = async (who: string) => {
      const token = await ledger.token(who);
      const listed = bodyOf(await ledger.call.get('/v1/imports', { query: { limit: 200 }, token }));
      const ids = listed.items.map(({ importId }) => importId);
      const status = async (
        path: '/v1/imports/{id}' | '/v1/jobs/{id}' | '/v1/imports/{id}/errors',
        id: string,
      ) => (await ledger.call.get(path, { path: { id }, token })).status;
      return Promise.all(
        [own, mixed, theirs].map(async ({ importId }) => {
          const paths = ['/v1/imports/{id}', '/v1/jobs/{id}', '/v1/imports/{id}/errors'] as const;
          const found = await Promise.all(paths.map((path) => status(path, importId)));
          expect(new Set(found).size).toBe(1);
          expect(found[0] === 200).toBe(ids.includes(importId));
          return ids.includes(importId);
        }),
      );
    };
    expect(await visible('client-accounting-us02')).toEqual([true, false, true]);
    expect(await visible('auditor-us02')).toEqual([true, false, true]);
    expect(await visible('auditor-1')).toEqual([true, true, true]);
  });
});

it('whoever works for one department takes no item of another over by naming it as theirs', async () => {
  const music = { department: 'Music' };
  await (await deskOf('client-accounting-1')).taken([anItem('C-1'), anItem('C-2', music)]);
  const desk = await deskOf('client-accounting-music');
  const rows = [anItem('C-1', music), anItem('C-2', { ...music, revenue_amount: '90.00' })];
  expect(await desk.refused(rows)).toEqual([[2, 'entity', 'OUT_OF_SCOPE']]);
  expect((await desk.taken(rows, { acceptValid: 'true' })).rows).toMatchObject({ changed: 1, invalid: 1 });
});
