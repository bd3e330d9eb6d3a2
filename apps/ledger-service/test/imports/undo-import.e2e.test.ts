import { randomUUID } from 'node:crypto';
import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';
import { anItem, type ImportDesk, importDesk } from './import-desk.fixture.ts';

let ledger: LedgerUnderTest;
let token: string;
let desk: ImportDesk;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'client-accounting-2': 'CLIENT_ACCOUNTING',
    'client-accounting-uk': 'CLIENT_ACCOUNTING@UK01',
  });
  token = await ledger.token('client-accounting-1');
  desk = importDesk(ledger, token, 'erp');
});
afterAll(() => ledger.stop());

const undo = async (importId: string, who = 'client-accounting-1') =>
  ledger.call.post('/v1/imports/{id}/undo', {
    path: { id: importId },
    body: { reason: 'the file was of another day' },
    token: await ledger.token(who),
  });
const yesterday = { asOf: '2026-03-30' };

describe('an import that is undone', () => {
  it('takes back what it moved and closes what it made, and the right file makes that anew', async () => {
    await desk.taken([anItem('U-1')], yesterday);
    const { importId } = await desk.taken([anItem('U-1', { revenue_amount: '70.00' }), anItem('U-2')]);

    expect(await undo(importId)).toMatchObject({
      status: 200,
      body: { state: 'UNDONE', undone: { by: expect.any(String) } },
    });

    expect(await desk.openOf('U-1', 'U-2')).toMatchObject([
      { invoice: 'U-1', open: '100000', version: 3 },
      { invoice: 'U-2', open: '0', version: 2 },
    ]);
    expect(await desk.lastEventOf('U-1')).toMatchObject({ verb: 'updated', data: { asOf: '2026-03-30' } });
    expect(await desk.lastEventOf('U-2')).toMatchObject({ verb: 'closed', data: { openItem: false } });

    const right = [
      anItem('U-1'),
      anItem('U-2', { currency: 'EUR', buyer_id: 'B-7', invoice_date: '2024-11-01' }),
    ];
    expect((await desk.taken(right, yesterday)).rows).toMatchObject({ new: 1, unchanged: 1, older: 0 });
    expect(await desk.openOf('U-2')).toMatchObject([{ open: '100000', version: 1 }, { open: '0' }]);
  });

  it('lets the books balance still, and stands in the log', async () => {
    const { importId } = await desk.taken([anItem('U-3')]);
    await undo(importId);
    const broken = await ledger.database.query(
      `select from ledger.receivable_side side where opening_minor + coalesce(
         (select sum(amount_minor) from ledger.receivable_movement moved
           where moved.billing_item_detail_id = side.billing_item_detail_id and moved.side = side.side), 0) <> open_minor`,
    );
    expect(broken).toEqual([]);
    const [entry] = await ledger.database.query(
      `select type, actor from ledger.log_entry
         join ledger.directory_person on person_id::text = actor and display_name = 'client-accounting-1'
        where type = 'import.undone' order by recorded_at desc limit 1`,
    );
    expect(entry).toMatchObject({ type: 'import.undone' });
  });

  it('wakes the candidates that it had ended', async () => {
    const snapshots = importDesk(ledger, token, 'snapshots');
    await snapshots.taken([anItem('V-1'), anItem('V-2')], { asOf: '2026-03-29' });
    await snapshots.taken([anItem('V-2')], { ...yesterday, fullSnapshot: 'true' });
    const { importId } = await snapshots.taken([anItem('V-1', { revenue_amount: '1.00' })]);
    const waiting = async () =>
      bodyOf(
        await ledger.call.get('/v1/closed-at-source', {
          query: { waiting: 'true', invoiceNumber: ['V-1'] },
          token,
        }),
      ).items.length;
    expect(await waiting()).toBe(0);

    await undo(importId);

    expect(await waiting()).toBe(1);
  });
});

describe('an import stands', () => {
  it.each([
    ['a later file named one of its items', (invoice: string) => desk.taken([anItem(invoice)])],
    [
      'one of its items was written off',
      async (invoice: string) => {
        const approvals = approvalsFor(ledger, token);
        const packetId = randomUUID();
        const totals = { revenue: '100.00', payable: '900.00' };
        await approvals.approve(await approvals.linesOf(invoice), { packetId, totals });
        await approvals.outcomeOf(packetId);
      },
    ],
  ])('when %s', async (_what, follow) => {
    const invoice = `W-${randomUUID()}`;
    const { importId } = await desk.taken([anItem(invoice)], yesterday);
    await follow(invoice);
    expect(await undo(importId)).toMatchObject({
      status: 409,
      body: { code: 'IMPORT_FOLLOWED', detail: expect.stringContaining(invoice) },
    });
    const { state } = bodyOf(await ledger.call.get('/v1/imports/{id}', { path: { id: importId }, token }));
    expect(state).toBe('COMMITTED');
  });

  it('when it is undone already, or changed nothing', async () => {
    const { importId } = await desk.taken([anItem('X-1')]);
    await undo(importId);
    expect(await undo(importId)).toMatchObject({ status: 200, body: { state: 'UNDONE' } });
    expect(await undo(importId, 'client-accounting-2')).toMatchObject({
      status: 409,
      body: { code: 'IMPORT_NOT_COMMITTED' },
    });
    const checked = await desk.taken([anItem('X-2')], { dryRun: 'true' });
    expect(await undo(checked.importId)).toMatchObject({
      status: 409,
      body: { code: 'IMPORT_NOT_COMMITTED' },
    });
  });

  it('for who does not see it', async () => {
    const { importId } = await desk.taken([anItem('X-3')]);
    expect((await undo(importId, 'client-accounting-uk')).status).toBe(404);
  });
});
