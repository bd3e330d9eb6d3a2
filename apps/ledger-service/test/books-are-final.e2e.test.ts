import { randomUUID } from 'node:crypto';
import { openDatabase } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approvalsFor, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

let ledger: LedgerUnderTest;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  const desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  await desk.importRows(row('F1', '100.00', '900.00'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf('F1'), {
    packetId,
    totals: { revenue: '100.00', payable: '900.00' },
  });
  await desk.outcomeOf(packetId);
});
afterAll(() => ledger.stop());

it.each([
  ['update ledger.log_entry set actor = $$x$$', 'runtime'],
  ['delete from ledger.log_seal', 'runtime'],
  ['truncate ledger.journal_line', 'owner'],
  ['update ledger.journal set actor = $$x$$', 'owner'],
  ['delete from ledger.cash_receipt_application', 'superuser'],
])('lets nobody change what is posted: %s as %s', async (statement, role) => {
  const url = { runtime: ledger.database.runtimeUrl('ledger'), owner: ledger.database.ownerUrl('ledger') }[
    role
  ];
  await expect(queryAs(url ?? ledger.database.adminUrl, statement)).rejects.toThrow(/denied|never changed/);
});

it('lets no journal stand that does not balance', async () => {
  const unbalanced = `
    with entry as (
      insert into ledger.journal (journal_id, kind, packet_id, worksheet_id, entity, currency, accounting_date, period,
             event_date, policy_version, credit_loss_method, payable_side, actor, approval_hash, created_at)
      select gen_random_uuid(), 'WRITE_OFF', packet_id, worksheet_id, 'XX', 'USD', '2026-03-31', '2026-03', '2026-03-31',
             '1', 'DIRECT', 'REVERSE_PAYABLE', 'x', 'x', now()
        from ledger.cash_receipt join ledger.cash_receipt_worksheet using (cash_receipt_id) limit 1
      returning journal_id)
    insert into ledger.journal_line select journal_id, 1, 'CLEXP', 'Film', null, 5, 0 from entry`;
  await expect(queryAs(ledger.database.runtimeUrl('ledger'), unbalanced)).rejects.toThrow(/does not balance/);
});

const queryAs = async (url: string, statement: string): Promise<void> => {
  const database = await openDatabase({ url, schema: 'ledger', migrations: [] });
  try {
    await database.query(sql.raw(statement));
  } finally {
    await database.close();
  }
};
