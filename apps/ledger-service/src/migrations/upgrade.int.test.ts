import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { upgrade } from '@recoup/testkit/upgrade';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from './list.ts';

let server: TestDatabase;

beforeAll(async () => {
  server = await testDatabase('ledger');
});
afterAll(() => server.drop());

/** What the first release writes when it imports one receivable. */
const anImport = (key: string): readonly string[] => [
  `with client as (insert into ledger.client values (gen_random_uuid(), 'erp', 'C-${key}', 'XYZ Corp') returning *),
        account as (insert into ledger.account values (gen_random_uuid(), 'erp', 'B-${key}', 'Acme') returning *),
        agreement as (
          insert into ledger.agreement select gen_random_uuid(), account_id, 'D-1' from account returning *),
        item as (
          insert into ledger.billing_item
            (billing_item_id, source, entity, invoice_number, department, client_id, account_id, agreement_id,
             invoice_date, due_date, currency, open_item_ind)
          select gen_random_uuid(), 'erp', 'US01', 'INV-${key}', 'Film', client_id, account.account_id, agreement_id,
                 '2026-01-01', '2026-01-31', 'USD', true from client, account, agreement returning *),
        import as (
          insert into ledger.import
            (import_id, requested_by, idempotency_key, fingerprint, correlation_id, source, preset, as_of, accept_valid,
             dry_run, full_snapshot, file_sha256, file_size, file_format, state, ended_at, rows_total, rows_new)
          values (gen_random_uuid(), 'clara', 'key-${key}', 'print', 'correlation', 'erp', 'recoup', '2026-03-31', false,
                  false, true, 'sha', 100, 'csv', 'COMMITTED', now(), 1, 1) returning *)
   insert into ledger.billing_item_detail
     (billing_item_detail_id, billing_item_id, rev_billed_minor, pay_billed_minor, tax_billed_minor, fee_billed_minor,
      rev_open_minor, pay_open_minor, tax_open_minor, fee_open_minor, dispute_open, as_of, import_id)
   select gen_random_uuid(), billing_item_id, 100, 900, 0, 0, 100, 900, 0, 0, false, '2026-03-31', import_id
     from item, import`,
];

/** What one operator alone could do before two were needed. */
const aReplayByOne = `
  insert into ledger.dead_letter
    (dead_letter_id, consumer, topic, part, position, key, headers, error_class, error, state, resolved_by, resolved_at)
  values (gen_random_uuid(), 'ledger-service', 'recoup.packets.v1', 0, '1', 'key', '{}', 'handler', 'TypeError: x',
          'replayed', 'kofi', now())`;

it('keeps what earlier releases booked, and lets the release before it go on importing', async () => {
  const rows = new Map([
    [1, anImport('1')],
    [4, [aReplayByOne]],
  ]);
  expect(await upgrade(server, 'ledger', migrations, rows)).toEqual([]);
  await expect(server.query(aReplayByOne.replace("'1'", "'2'"))).rejects.toThrow('no second person');
  for (const statement of anImport('2')) await server.query(statement);
  expect(
    await server.query('select distinct history, rows_settled, rows_not_settled from ledger.import'),
  ).toEqual([{ history: false, rows_settled: 0, rows_not_settled: 0 }]);
});
