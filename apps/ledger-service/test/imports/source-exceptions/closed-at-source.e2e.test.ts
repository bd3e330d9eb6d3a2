import { randomUUID } from 'node:crypto';
import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor } from '../../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../../ledger-under-test.ts';
import { anItem, type ImportDesk, importDesk } from '../import-desk.fixture.ts';

let ledger: LedgerUnderTest;
let token: string;
let desk: ImportDesk;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'client-accounting-uk': 'CLIENT_ACCOUNTING@UK01',
  });
  token = await ledger.token('client-accounting-1');
  desk = importDesk(ledger, token, 'snapshots');
});
afterAll(() => ledger.stop());

const fullSnapshot = { fullSnapshot: 'true' } as const;
const yesterday = { asOf: '2026-03-30' };

const candidatesOf = async (invoiceNumber: string) =>
  bodyOf(await ledger.call.get('/v1/closed-at-source', { query: { invoiceNumber: [invoiceNumber] }, token }))
    .items;

/** Makes an item a candidate: known since yesterday, and missing from the snapshot of today. */
const missing = async (invoice: string) => {
  await desk.taken([anItem(invoice), anItem('HERE')], yesterday);
  await desk.taken([anItem('HERE')], fullSnapshot);
  const [found] = await candidatesOf(invoice);
  if (!found) throw new Error('is no candidate');
  return found.candidateId;
};

const decide = async (candidateId: string, decision: 'OPEN' | 'CLOSED', who = 'client-accounting-1') =>
  ledger.call.post('/v1/closed-at-source/{id}/decision', {
    path: { id: candidateId },
    body: { decision, reason: 'says the bank statement' },
    token: await ledger.token(who),
  });

describe('a full snapshot', () => {
  it.each([
    ['a row of the item is not valid', [anItem('C-1', { due_date: '2026-02-30' })]],
    ['a row of another entity alone is in it', [anItem('C-9', { entity: 'US02' })]],
    ['there is no row in it', []],
    ['a row does not say which item it means', [anItem('HERE'), 'US01,Film']],
  ])('concludes nothing when %s', async (_why, rows) => {
    await desk.taken([anItem('C-1'), anItem('HERE')], yesterday);
    const answer = await desk.taken(rows, { ...fullSnapshot, acceptValid: 'true' });
    expect(answer.closedAtSource).toBe(0);
    expect(await candidatesOf('C-1')).toEqual([]);
  });

  it('says why where it could not be read to conclude', async () => {
    const { importId } = await desk.taken([anItem('HERE'), 'US01,Film'], {
      ...fullSnapshot,
      acceptValid: 'true',
    });
    expect(await desk.remarksOf(importId)).toEqual([
      [3, 'NOT_READABLE', true],
      [3, 'NOTHING_CONCLUDED', false],
    ]);
  });

  it('that is cut short by a broken record is refused whole', async () => {
    await desk.taken([anItem('C-2'), anItem('HERE')], yesterday);
    const rows = [anItem('HERE'), 'US01,Film,"Pipe 6" Works"', anItem('C-2')];
    await desk.refused(rows, { ...fullSnapshot, acceptValid: 'true' });
    expect(await candidatesOf('C-2')).toEqual([]);
  });
});

describe('a candidate', () => {
  it('stands in the way of a write-off until somebody says that it is open', async () => {
    const candidateId = await missing('W-1');
    const approvals = approvalsFor(ledger, token);
    const totals = { revenue: '100.00', payable: '900.00' };
    const [first, second] = [randomUUID(), randomUUID()];
    await approvals.approve(await approvals.linesOf('W-1'), { packetId: first, totals });
    expect(await approvals.outcomeOf(first)).toEqual({ outcome: 'REFUSED', code: 'CLOSED_AT_SOURCE' });

    expect(await decide(candidateId, 'OPEN')).toMatchObject({
      status: 200,
      body: { decision: 'OPEN', decidedBy: { name: 'client-accounting-1' } },
    });

    await approvals.approve(await approvals.linesOf('W-1'), { packetId: second, totals });
    expect(await approvals.outcomeOf(second)).toEqual({ outcome: 'EXECUTED', code: null });
  });

  it('that is closed at its source is closed here, with event and log entry', async () => {
    const candidateId = await missing('W-2');
    expect((await decide(candidateId, 'CLOSED')).status).toBe(200);
    expect(await desk.openOf('W-2')).toMatchObject([{ open: '0', version: 2 }]);
    expect(await desk.lastEventOf('W-2')).toMatchObject({
      verb: 'closed',
      data: { openItem: false, settled: { by: 'source' } },
    });
    const [entry] = await ledger.database.query(
      `select type, log_entry.event_id = event.log_event_id as named from ledger.log_entry
         join ledger.posting_event event on event.source_id = $1 where type = 'closed-at-source.decided'
        order by log_entry.recorded_at desc limit 1`,
      [candidateId],
    );
    expect(entry).toEqual({ type: 'closed-at-source.decided', named: true });
    expect((await desk.taken([anItem('W-2', { settled_date: '2026-03-31' })])).rows).toMatchObject({
      unchanged: 1,
    });
  });

  it('is decided once', async () => {
    const candidateId = await missing('W-3');
    await decide(candidateId, 'OPEN');
    expect(await decide(candidateId, 'CLOSED')).toMatchObject({
      status: 409,
      body: {
        code: 'CANDIDATE_ENDED',
        detail: 'client-accounting-1 has already said that it is open.',
      },
    });
  });

  it('ends when a later file names the item again, and nobody need decide any more', async () => {
    const candidateId = await missing('W-4');
    await desk.taken([anItem('W-4')]);
    expect(await candidatesOf('W-4')).toMatchObject([{ decision: null, endedAt: expect.any(String) }]);
    expect(await decide(candidateId, 'CLOSED')).toMatchObject({
      status: 409,
      body: { detail: 'A later file names this receivable again, so there is nothing to decide.' },
    });
  });

  it('is there for nobody who does not work for its entity', async () => {
    const candidateId = await missing('W-5');
    expect((await decide(candidateId, 'CLOSED', 'client-accounting-uk')).status).toBe(404);
    const listed = await ledger.call.get('/v1/closed-at-source', {
      token: await ledger.token('client-accounting-uk'),
    });
    expect(bodyOf(listed).items).toEqual([]);
    expect(await desk.openOf('W-5')).toMatchObject([{ open: '100000' }]);
  });

  it('is not written off even by who steps around the service', async () => {
    await missing('W-6');
    const steppedAround = ledger.database.query(
      `with event as (
         insert into ledger.posting_event
           (posting_event_id, transaction_type, source_kind, source_id, source_round, step, recorded_at, actor, approval_hash,
            log_event_id)
         values (gen_random_uuid(), 'WRITE_OFF', 'PACKET', gen_random_uuid(), 1, '', now(), 'x', 'x', gen_random_uuid())
         returning posting_event_id),
       entity as (
         insert into ledger.posting_entity (posting_event_id, entity, event_date, accounting_date, period)
         select posting_event_id, 'US01', '2026-03-31', '2026-03-31', '2026-03' from event)
       insert into ledger.receivable_movement
         (posting_event_id, billing_item_detail_id, side, component, kind, amount_minor, functional_minor)
       select posting_event_id, billing_item_detail_id, 'REV', '', 'WRITE_OFF', -10000, -10000
         from event, ledger.billing_item_detail join ledger.billing_item using (billing_item_id)
        where invoice_number = 'W-6'`,
    );
    await expect(steppedAround).rejects.toThrow('what may be closed at its source is not written off');
  });
});
