import { randomUUID } from 'node:crypto';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerInvariants } from '../src/adapters/postgres/invariants.ts';
import { approvalsFor, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

let ledger: LedgerUnderTest;
let auditor: string;
let desk: ReturnType<typeof approvalsFor>;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'auditor-1': 'AUDITOR',
    'gl-accountant-1': 'GL_ACCOUNTANT',
    'gl-accountant-2': 'GL_ACCOUNTANT',
  });
  auditor = await ledger.token('auditor-1');
  desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  await desk.importRows(row('I1', '100.00', '900.00'), row('I2', '50.00', '0.00'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf('I1', 'I2'), {
    packetId,
    totals: { revenue: '150.00', payable: '900.00' },
  });
  await desk.outcomeOf(packetId);
  await openJanuary();
  await allSealed();
});
afterAll(() => ledger.stop());

/** What two people decide, once it stands in the log. */
const openJanuary = async () => {
  const proposed = await ledger.call.post('/v1/periods', {
    body: { entity: 'US01', month: '2026-01', state: 'OPEN', reason: 'an invoice came late' },
    token: await ledger.token('gl-accountant-1'),
  });
  await ledger.approve(bodyOf(proposed).changeRequestId, await ledger.token('gl-accountant-2'));
  await eventually(async () => {
    const logged = `select from ledger.log_entry where type = 'change-request.approved'`;
    expect(await ledger.database.query(logged)).toHaveLength(1);
  });
};

const allSealed = () =>
  eventually(async () => {
    const head = await ledger.call.get('/v1/log/head', { token: auditor });
    expect(bodyOf(head).unsealed).toBe(0);
  });
const broken = async (): Promise<readonly string[]> => {
  const { invariants } = bodyOf(await ledger.call.get('/v1/checks', { token: auditor }));
  return invariants.filter((one) => one.violations !== 0).map((one) => one.id);
};

/** Does to a table what no role can: past its triggers, and back afterwards. */
const bypassing = async (table: string, statement: string): Promise<void> => {
  await ledger.database.query(`alter table ledger.${table} disable trigger all`);
  await ledger.database.query(statement);
  await ledger.database.query(`alter table ledger.${table} enable trigger all`);
};

it('holds before anything is bent', async () => {
  expect(await broken()).toEqual([]);
});

const planted: readonly (readonly [string, string, string, string])[] = [
  [
    'I1',
    'journal_line',
    'set debit_minor = debit_minor + 1, functional_debit_minor = functional_debit_minor + 1 where debit_minor > 0',
    'set debit_minor = debit_minor - 1, functional_debit_minor = functional_debit_minor - 1 where debit_minor > 0',
  ],
  [
    'I2-receipt',
    'cash_receipt',
    'set amount_minor = amount_minor + 1',
    'set amount_minor = amount_minor - 1',
  ],
  [
    'I2-execution',
    'write_off_execution',
    "set outcome = 'REFUSED', code = 'X', cash_receipt_id = null",
    "set outcome = 'EXECUTED', code = null, cash_receipt_id = (select cash_receipt_id from ledger.cash_receipt)",
  ],
  [
    'I3-undone',
    'import',
    "set state = 'UNDONE', undone_at = now(), undone_by = 'x'",
    "set state = 'COMMITTED', undone_at = null, undone_by = null",
  ],
  ['I2-opening', 'receivable_side', 'set open_minor = open_minor + 1', 'set open_minor = open_minor - 1'],
  [
    'I2-functional',
    'receivable_side',
    'set opening_functional_minor = opening_functional_minor + 1',
    'set opening_functional_minor = opening_functional_minor - 1',
  ],
  [
    'I2-valued',
    'receivable_movement',
    'set functional_minor = functional_minor + 1',
    'set functional_minor = functional_minor - 1',
  ],
  ['I2-cleared', 'billing_item', 'set open_item_ind = true', 'set open_item_ind = false'],
  ['I2-memo', 'memo_movement', 'set amount_minor = -amount_minor', 'set amount_minor = -amount_minor'],
  ['I2-open-item', 'billing_item', 'set open_item_ind = true', 'set open_item_ind = false'],
  ['I4-journal', 'gl_document', 'set total_minor = total_minor + 1', 'set total_minor = total_minor - 1'],
  [
    'I5-chain',
    'log_seal',
    "set prev_hash = decode(repeat('ff', 32), 'hex') where seq = 1",
    "set prev_hash = sha256('\\x02'::bytea || int8send(0) || int4send(4) || 'test'::bytea) where seq = 1",
  ],
  [
    'I5-entry',
    'log_seal',
    'set event_id = gen_random_uuid() where seq = 1',
    `set event_id = (select event_id from ledger.log_entry entry
                      where not exists (select from ledger.log_seal seal where seal.event_id = entry.event_id)) where seq = 1`,
  ],
  ['I5-sealed', 'log_entry', 'set leaf_hash = sha256(leaf_hash)', ''],
  [
    'I18',
    'outbox',
    "set sequence = 1000 where event_type = 'recoup.receivable.imported.v1'",
    "set sequence = 1 where event_type = 'recoup.receivable.imported.v1'",
  ],
  [
    'I22',
    'write_off_execution',
    "set log_event_id = (select event_id from ledger.log_entry where type = 'import.committed')",
    "set log_event_id = (select event_id from ledger.log_entry where type = 'write-off.executed')",
  ],
  ['I23', 'book_number', 'set no = no + 1', 'set no = no - 1'],
  [
    'I23-sealed',
    'book_number',
    "set subject_id = gen_random_uuid() where kind = 'RECEIPT'",
    "set subject_id = (select cash_receipt_id from ledger.cash_receipt) where kind = 'RECEIPT'",
  ],
  [
    'I26-content',
    'change_request',
    `set payload = payload || '{"state": "LOCKED"}'`,
    `set payload = payload || '{"state": "OPEN"}'`,
  ],
  [
    'I26-published',
    'change_request',
    `set state = 'REJECTED', decision_reason = 'no'`,
    `set state = 'APPROVED', decision_reason = null`,
  ],
  [
    'I26-people',
    'change_request',
    "set proposed_by = 'nobody'",
    "set proposed_by = (select person_id::text from ledger.directory_person where display_name = 'gl-accountant-1')",
  ],
  [
    'I26-logged',
    'outbox',
    `set event_id = gen_random_uuid(), published_at = now() - interval '11 minutes'
      where event_type = 'recoup.change-request.approved.v1'`,
    `set event_id = (select event_id from ledger.log_entry where type = 'change-request.approved')
      where event_type = 'recoup.change-request.approved.v1'`,
  ],
  [
    'I26-logged',
    'log_entry',
    `set type = 'change-request.withdrawn' where type = 'change-request.approved'`,
    `set type = 'change-request.approved' where type = 'change-request.withdrawn'`,
  ],
  ['I26-logged', 'change_request', `set reason = 'because'`, 'set reason = null'],
  ['I25', 'party', 'set one_party_id = party_id', 'set one_party_id = null'],
];

it.each(planted)('%s shows when %s is bent', async (id, table, bend, mend) => {
  await bypassing(table, `update ledger.${table} ${bend}`);
  expect(await broken()).toContain(id);
  if (mend !== '') await bypassing(table, `update ledger.${table} ${mend}`);
});

it('every promise about the books is broken on purpose here', () => {
  const shown = [...planted.map(([id]) => id), 'I1-functional', 'I3', 'I23-order'];
  shown.push('I4-application', 'I4-credit-memo');
  shown.push(...['I3-closed-at-source', 'I4-mirror', 'I4-order', 'I21-gl', 'I21-stuck']);
  expect(ledgerInvariants.map(({ id }) => id).filter((id) => !shown.includes(id))).toEqual([]);
});

it('invariant I3-closed-at-source shows when something is written off that may be closed at its source', async () => {
  await ledger.database.query(
    `insert into ledger.closed_at_source_candidate (candidate_id, billing_item_detail_id, import_id, found_on, created_at)
     select gen_random_uuid(), billing_item_detail_id, import_id, '2026-03-31', now() from ledger.billing_item_detail limit 1`,
  );
  expect(await broken()).toContain('I3-closed-at-source');
  await ledger.database.query('delete from ledger.closed_at_source_candidate');
});

it('invariant I1-functional shows when an exchange difference is booked on one side alone', async () => {
  await bypassing(
    'journal_line',
    `insert into ledger.journal_line (journal_id, line_no, account_role, component, department, debit_minor, credit_minor,
            functional_debit_minor, functional_credit_minor)
     select journal_id, 99, 'FX', '', '', 0, 0, 1, 0 from ledger.journal`,
  );
  expect(await broken()).toContain('I1-functional');
  await bypassing('journal_line', 'delete from ledger.journal_line where line_no = 99');
});

it('invariant I3 shows when a recovery reverses less than was written off', async () => {
  await ledger.database.query(`
    with original as (select * from ledger.posting_event where transaction_type = 'WRITE_OFF'),
    reversal as (
      insert into ledger.posting_event
        (posting_event_id, transaction_type, source_kind, source_id, source_round, step, recorded_at, actor, approval_hash,
         reverses_event_id, log_event_id)
      select gen_random_uuid(), 'RECOVERY', 'PACKET', source_id, source_round, '', now(), 'test', approval_hash,
             posting_event_id, log_event_id from original
      returning posting_event_id),
    entity as (
      insert into ledger.posting_entity
        (posting_event_id, entity, event_date, accounting_date, period, policy_version)
      select reversal.posting_event_id, entity, event_date, accounting_date, period, policy_version
        from ledger.posting_entity join original using (posting_event_id), reversal)
    select 1`);
  await ledger.database.query(`
    alter table ledger.receivable_movement disable trigger all;
    insert into ledger.receivable_movement
    select reversal.posting_event_id, billing_item_detail_id, side, component, kind, 1 - amount_minor, 1 - amount_minor, null
      from ledger.receivable_movement movement, ledger.posting_event reversal
     where kind = 'WRITE_OFF' and reversal.transaction_type = 'RECOVERY'`);
  expect(await broken()).toContain('I3');
});

it('invariant I23-order shows when two receipts have changed their numbers', async () => {
  await desk.importRows(row('I3', '10.00', '0.00'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf('I3'), { packetId, totals: { revenue: '10.00', payable: '0.00' } });
  await desk.outcomeOf(packetId);
  await allSealed();
  expect(await broken()).not.toContain('I23-order');
  await bypassing('book_number', "update ledger.book_number set no = no + 2 where kind = 'RECEIPT'");
  await bypassing('book_number', "update ledger.book_number set no = 5 - no where kind = 'RECEIPT'");
  expect(await broken()).toContain('I23-order');
});
