import { toCalendarDate } from '@recoup/domain/calendar-date';
import { openDatabase } from '@recoup/runtime/database/database';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { upgrade } from '@recoup/testkit/upgrade';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readProfiles } from '../reads/account-profiles.ts';
import { migrations } from './list.ts';

let server: TestDatabase;

beforeAll(async () => {
  server = await testDatabase('risk');
});
afterAll(() => server.drop());

const account = '019d42bc-c2b6-7b23-b063-da6d1a5debca';
const rows = [
  `insert into risk.receivable
     (receivable_id, version, account_id, account_name, client_id, client_name, entity, department, invoice_number,
      invoice_date, due_date, currency, billed_minor, open_minor, dispute_open, open_item, settled_on)
   values (gen_random_uuid(), 1, '${account}', 'Acme', gen_random_uuid(), 'XYZ Corp', 'US01', 'Film', 'INV-1',
           '2026-01-01', '2026-01-31', 'USD', 1000, 1000, false, true, null),
          (gen_random_uuid(), 2, '${account}', 'Acme', gen_random_uuid(), 'XYZ Corp', 'US01', 'Film', 'INV-2',
           '2026-01-01', '2026-01-31', 'USD', 1000, 0, false, false, '2026-02-28')`,
  `insert into risk.score (receivable_id, account_id, score_bp, band, card_version, since)
   select receivable_id, account_id, 1500, 'low', 'v1', '2026-03-01' from risk.receivable where open_item`,
  `insert into risk.sync (sync_id, as_of, requested_by, requested_at, finished_at, after_account, receivables, receivables_done)
   values (gen_random_uuid(), '2026-03-30', 'service:risk-service', now(), now(), '${account}', 1, 1),
          (gen_random_uuid(), '2026-03-31', 'service:risk-service', now(), null, null, 1, 0)`,
];

it('keeps what earlier releases scored, and knows of each account what it knew', async () => {
  expect(await upgrade(server, 'risk', migrations, new Map([[1, rows]]))).toEqual([]);
  const day = toCalendarDate('2026-03-31');
  if (!day) throw new Error('no such day');
  const database = await openDatabase({ url: server.runtimeUrl('risk'), schema: 'risk', migrations });
  const profiles = await readProfiles(database, [account], day);
  await database.close();
  expect(profiles.get(account)).toMatchObject({ settled: 1, settledLate: 1, overdueItems: 1 });
});
