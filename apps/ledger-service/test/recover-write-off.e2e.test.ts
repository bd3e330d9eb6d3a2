import { randomUUID } from 'node:crypto';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approvalsFor, header, recoveryOf, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

let ledger: LedgerUnderTest;
let token: string;
let desk: ReturnType<typeof approvalsFor>;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  token = await ledger.token('client-accounting-1');
  desk = approvalsFor(ledger, token);
});
afterAll(() => ledger.stop());

const worksheetsOf = async (packetId: string) => {
  const receipts = await ledger.call.get('/v1/cash-receipts', { query: { packetId }, token });
  return bodyOf(receipts).items.flatMap(({ worksheets }) =>
    worksheets.map(({ kind, amount }) => `${kind} ${amount.amount}`),
  );
};
const recover = async (packetId: string, receivables: number) => {
  const data = recoveryOf(packetId, receivables);
  await ledger.bus.publish([eventRecord(PacketRecoveryRequestedV1, packetId, 3, data)]);
  await eventually(async () => {
    if ((await worksheetsOf(packetId)).length < 2) throw new Error('not recovered yet');
  });
};
/** What stands on each account after the journals of a packet of one kind, debits less credits. */
const bookedOf = (packetId: string, kind: 'WRITE_OFF' | 'RECOVERY') =>
  ledger.database.query<{ account: string; minor: string }>(
    `select case account_role when 'AR' then 'AR.' || side else account_role end as account,
            sum(debit_minor - credit_minor)::text as minor
       from ledger.journal join ledger.journal_line using (journal_id) join ledger.posting_event using (posting_event_id)
      where source_id = $1 and transaction_type = $2 group by 1 order by 1`,
    [packetId, kind],
  );
/** What a packet holds of its receivables outside the books, by what put it there or took it out. */
const memoOf = (packetId: string) =>
  ledger.database.query<{ kind: string; minor: string }>(
    'select kind, sum(amount_minor)::text as minor from ledger.memo_movement where packet_id = $1 group by 1 order by 1',
    [packetId],
  );
const standing = async (...invoices: readonly string[]) =>
  ledger.database.query<{ invoice: string; open: string; status: string | null }>(
    `select invoice_number as invoice, write_off_status_cd as status,
            (select sum(open_minor)::text from ledger.receivable_side balance
              where balance.billing_item_detail_id = detail.billing_item_detail_id) as open
       from ledger.billing_item_detail detail join ledger.billing_item using (billing_item_id)
      where invoice_number = any ($1) order by 1`,
    [invoices],
  );

it('a recovery reverses every receivable of its packet, each to the cent', async () => {
  await desk.importRows(row('V1', '10.01', '90.09'), row('V2', '5.50', '0.00'), row('V3', '0.07', '0.70'));
  const packetId = randomUUID();
  const totals = { revenue: '15.58', payable: '90.79' };
  await desk.approve(await desk.linesOf('V1', 'V2', 'V3'), { packetId, totals });
  await desk.outcomeOf(packetId);
  expect((await standing('V1', 'V2', 'V3')).map(({ open }) => open)).toEqual(['0', '0', '0']);
  expect(await memoOf(packetId)).toEqual([{ kind: 'EXECUTED', minor: '10637' }]);

  await recover(packetId, 3);
  expect(await worksheetsOf(packetId)).toEqual(['APPLICATION 106.37', 'REVERSAL -106.37']);
  expect(await standing('V1', 'V2', 'V3')).toEqual([
    { invoice: 'V1', open: '10010', status: 'RECOVERED' },
    { invoice: 'V2', open: '550', status: 'RECOVERED' },
    { invoice: 'V3', open: '77', status: 'RECOVERED' },
  ]);
  expect(await bookedOf(packetId, 'WRITE_OFF')).toEqual([
    { account: 'AR.PAY', minor: '-9079' },
    { account: 'AR.REV', minor: '-1558' },
    { account: 'CLEXP', minor: '1558' },
    { account: 'CPAY', minor: '9079' },
  ]);
  expect(await bookedOf(packetId, 'RECOVERY')).toEqual([
    { account: 'AR.PAY', minor: '9079' },
    { account: 'AR.REV', minor: '1558' },
    { account: 'CLEXP', minor: '-1558' },
    { account: 'CPAY', minor: '-9079' },
  ]);
  expect(await memoOf(packetId)).toEqual([
    { kind: 'EXECUTED', minor: '10637' },
    { kind: 'RECOVERED', minor: '-10637' },
  ]);
});

it('an import changes nothing of what is written off', async () => {
  await desk.importRows(row('X1', '100.00', '900.00'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf('X1'), {
    packetId,
    totals: { revenue: '100.00', payable: '900.00' },
  });
  await desk.outcomeOf(packetId);
  const states = () =>
    ledger.database.query(
      `select detail.*, open_item_ind from ledger.billing_item_detail detail join ledger.billing_item using (billing_item_id)
        where invoice_number = 'X1'`,
    );
  const written = await states();

  const answer = await ledger.call.post('/v1/imports', {
    query: { asOf: '2026-03-31' },
    token,
    upload: { bytes: [header, row('X1', '250.00', '900.00')].join('\n'), type: 'text/csv' },
  });

  expect(bodyOf(answer).rows).toMatchObject({ new: 0, changed: 0, writtenOff: 1 });
  expect(await states()).toEqual(written);
  expect(await standing('X1')).toEqual([{ invoice: 'X1', open: '0', status: 'WRITTEN_OFF' }]);
});

it('what stays unpaid after a recovery is written off again on the approvals of a new packet', async () => {
  await desk.importRows(row('W1', '100.00', '900.00'));
  const totals = { revenue: '100.00', payable: '900.00' };
  const [first, second] = [randomUUID(), randomUUID()];
  await desk.approve(await desk.linesOf('W1'), { packetId: first, totals });
  await desk.outcomeOf(first);
  await recover(first, 1);

  await desk.approve(await desk.linesOf('W1'), { packetId: second, totals });
  expect(await desk.outcomeOf(second)).toEqual({ outcome: 'EXECUTED', code: null });
  expect(await worksheetsOf(second)).toEqual(['APPLICATION 1000.00']);
  expect(await standing('W1')).toEqual([{ invoice: 'W1', open: '0', status: 'WRITTEN_OFF' }]);
});

it('the books of a packet are filtered and sorted as asked, and a cursor goes on with these alone', async () => {
  await desk.importRows(row('L1', '3.00', '0.00'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf('L1'), { packetId, totals: { revenue: '3.00', payable: '0.00' } });
  await desk.outcomeOf(packetId);
  await recover(packetId, 1);

  const journals = (query: Readonly<Record<string, unknown>>) =>
    ledger.call.get('/v1/journals', { query: { packetId, sort: '-accountingDate', ...query }, token });
  const kinds = async (query: Readonly<Record<string, unknown>>) =>
    bodyOf(await journals(query)).items.map(({ kind }) => kind);
  expect(await kinds({ kind: 'RECOVERY' })).toEqual(['RECOVERY']);
  expect(await kinds({ 'accountingDate.gte': '9999-01-01' })).toEqual([]);

  const first = bodyOf(await journals({ limit: 1 }));
  const second = bodyOf(await journals({ limit: 1, after: first.page.next }));
  expect([...first.items, ...second.items].map(({ kind }) => kind)).toEqual(['RECOVERY', 'WRITE_OFF']);
  expect(second.page).toEqual({ next: null, has_more: false });
  for (const other of [{ kind: 'WRITE_OFF' }, { sort: 'journalId' }])
    expect(await journals({ limit: 1, after: first.page.next, ...other })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: 'query/after', code: 'INVALID_CURSOR' }] },
    });

  const receiptNo = await eventually(async () => {
    const receipts = await ledger.call.get('/v1/cash-receipts', { query: { packetId }, token });
    const [receipt] = bodyOf(receipts).items;
    if (!receipt?.receiptNo) throw new Error('not numbered yet');
    return receipt.receiptNo;
  });
  const beginning = { packetId, 'receiptNo.prefix': receiptNo.slice(0, -1).toLowerCase() };
  const found = await ledger.call.get('/v1/cash-receipts', { query: beginning, token });
  expect(bodyOf(found).items.map((receipt) => receipt.receiptNo)).toEqual([receiptNo]);
  const postings = { packetId, kind: ['WRITE_OFF' as const], sort: '-updatedAt' };
  expect(bodyOf(await ledger.call.get('/v1/gl-documents', { query: postings, token })).items).toHaveLength(1);
});
