import { randomUUID } from 'node:crypto';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, recoveryOf } from '../../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../../ledger-under-test.ts';
import { anItem, importDesk } from '../import-desk.fixture.ts';

let ledger: LedgerUnderTest;
let token: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  token = await ledger.token('client-accounting-1');
});
afterAll(() => ledger.stop());

const desk = (source = 'erp') => importDesk(ledger, token, source);
const settled = { revenue_amount: '0.00', payable_amount: '0.00' };

/** Writes an item of 100 of revenue and 900 of the client off. */
const writeOff = async (invoice: string): Promise<string> => {
  const approvals = approvalsFor(ledger, token);
  const packetId = randomUUID();
  const totals = { revenue: '100.00', payable: '900.00' };
  await approvals.approve(await approvals.linesOf(invoice), { packetId, totals });
  expect(await approvals.outcomeOf(packetId)).toEqual({ outcome: 'EXECUTED', code: null });
  return packetId;
};

const recover = async (packetId: string): Promise<void> => {
  await ledger.bus.publish([eventRecord(PacketRecoveryRequestedV1, packetId, 3, recoveryOf(packetId, 1))]);
  await eventually(async () => {
    const done = await ledger.database.query(
      `select from ledger.posting_event where source_id = $1 and reverses_event_id is not null`,
      [packetId],
    );
    if (done.length === 0) throw new Error('not recovered yet');
  });
};

const writtenOff = async (invoice: string, source?: string) => {
  const at = desk(source);
  await at.taken([anItem(invoice)]);
  return { ...at, packetId: await writeOff(invoice) };
};

describe('of what is written off, a file that says', () => {
  it('that all of it is gone repeats the write-off, and is no news', async () => {
    const { taken, openOf, tasksOf } = await writtenOff('E-1');
    expect((await taken([anItem('E-1', settled)])).rows).toMatchObject({ writtenOff: 1, closed: 0 });
    expect(await tasksOf('E-1')).toEqual([]);
    expect((await taken([anItem('E-1', settled)])).rows).toMatchObject({ unchanged: 1 });
    expect(await openOf('E-1')).toMatchObject([{ open: '0', status: 'WRITTEN_OFF', version: 2 }]);
  });

  it('the same as before says nothing new', async () => {
    const { taken, tasksOf } = await writtenOff('E-2');
    expect((await taken([anItem('E-2')])).rows).toMatchObject({ unchanged: 1, writtenOff: 0 });
    expect(await tasksOf('E-2')).toEqual([]);
  });

  it('less is cash that came late, once', async () => {
    const { taken, openOf, tasksOf } = await writtenOff('E-3');
    const less = anItem('E-3', { payable_amount: '500.00' });
    expect((await taken([less])).rows).toMatchObject({ writtenOff: 1 });
    expect((await taken([less])).rows).toMatchObject({ unchanged: 1 });
    expect(await tasksOf('E-3')).toEqual([['LATE_CASH', '400.00', 'OPEN']]);
    expect(await openOf('E-3')).toMatchObject([{ open: '0' }]);
  });

  it('more is a new charge', async () => {
    const { taken, tasksOf, openOf } = await writtenOff('E-4');
    await taken([anItem('E-4', { revenue_amount: '150.00', tax_amount: '7.00' })]);
    await taken([anItem('E-4', { revenue_amount: '150.00', tax_amount: '7.00' })]);
    expect(await tasksOf('E-4')).toEqual([['NEW_CHARGE', '57.00', 'OPEN']]);
    expect(await openOf('E-4')).toMatchObject([{ open: '0' }]);
  });

  it('that all of it is gone, of a source that never learns of write-offs, is cash that came late', async () => {
    const { taken, tasksOf } = await writtenOff('E-5', 'unaware');
    expect((await taken([anItem('E-5')])).rows).toMatchObject({ unchanged: 1 });
    await taken([anItem('E-5', settled)]);
    expect(await tasksOf('E-5')).toEqual([['LATE_CASH', '1000.00', 'OPEN']]);
  });

  it('nothing of it any more, as a full snapshot, repeats the write-off and asks nobody', async () => {
    const { taken, tasksOf } = await writtenOff('E-6', 'snapshots');
    await ledger.database.query(
      `update ledger.receivable_sighting set as_of = '2026-03-30' where billing_item_detail_id in
         (select billing_item_detail_id from ledger.billing_item_detail join ledger.billing_item using (billing_item_id)
           where invoice_number = 'E-6')`,
    );
    const answer = await taken([anItem('E-7')], { fullSnapshot: 'true' });
    expect(answer).toMatchObject({ closedAtSource: 0 });
    expect((await taken([anItem('E-6', settled)])).rows).toMatchObject({ unchanged: 1 });
    expect(await tasksOf('E-6')).toEqual([]);
  });
});

describe('of what was recovered', () => {
  it('before its source took the write-off in, a payment moves the balance', async () => {
    const { taken, openOf, packetId, tasksOf } = await writtenOff('F-1');
    await recover(packetId);
    expect((await taken([anItem('F-1', { payable_amount: '500.00' })])).rows).toMatchObject({ changed: 1 });
    expect(await openOf('F-1')).toMatchObject([{ open: '60000', status: 'RECOVERED' }]);
    expect(await tasksOf('F-1')).toEqual([]);
  });

  it('after its source took the write-off in, what it opens again repeats the recovery', async () => {
    const { taken, openOf, packetId } = await writtenOff('F-2');
    await taken([anItem('F-2', settled)]);
    await recover(packetId);
    expect(await openOf('F-2')).toMatchObject([{ open: '100000' }]);

    expect((await taken([anItem('F-2')])).rows).toMatchObject({ changed: 1 });
    expect(await openOf('F-2')).toMatchObject([{ open: '100000' }]);

    await taken([anItem('F-2', { revenue_amount: '120.00' })]);
    expect(await openOf('F-2')).toMatchObject([{ open: '102000' }]);
  });

  it('and is more than the source ever opens again is taken off no further than to nothing', async () => {
    const { taken, openOf, packetId, tasksOf } = await writtenOff('F-3');
    await taken([anItem('F-3', { payable_amount: '500.00' })]);
    await recover(packetId);
    await taken([anItem('F-3', { revenue_amount: '0.00', payable_amount: '100.00' })]);
    expect(await openOf('F-3')).toMatchObject([{ open: '50000' }]);
    expect(await tasksOf('F-3')).toEqual([['LATE_CASH', '400.00', 'OPEN']]);
  });
});

describe('a task', () => {
  it('is closed once by somebody who says what came of it, and told to others', async () => {
    const { taken } = await writtenOff('G-1');
    await taken([anItem('G-1', { payable_amount: '500.00' })]);
    const listed = await ledger.call.get('/v1/tasks', { query: { invoiceNumber: ['G-1'] }, token });
    const [task] = listed.ok ? listed.body.items : [];
    const close = () =>
      ledger.call.post('/v1/tasks/{id}/closing', {
        path: { id: task?.taskId ?? '' },
        body: { reason: 'Recovered and applied' },
        token,
      });
    expect(await close()).toMatchObject({
      status: 200,
      body: {
        state: 'CLOSED',
        closed: { by: { name: 'client-accounting-1' }, reason: 'Recovered and applied' },
      },
    });
    expect(await close()).toMatchObject({ status: 409, body: { code: 'TASK_CLOSED' } });
    const events = await ledger.database.query(
      `select event_type, sequence from ledger.outbox where aggregate_id = $1 order by id`,
      [task?.taskId],
    );
    expect(events).toEqual([
      { event_type: 'recoup.ledger.task-opened.v1', sequence: 1 },
      { event_type: 'recoup.ledger.task-closed.v1', sequence: 2 },
    ]);
  });
});
