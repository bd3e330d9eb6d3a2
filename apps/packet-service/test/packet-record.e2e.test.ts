import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packetStatusCodes } from '../src/domain/packet/packet-status.ts';
import { aReceivableState, executed, recoveredByLedger } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

const writtenOff = async (packetId: string, executedAt?: string): Promise<string> => {
  for (const name of ['anna', 'dana', 'vera']) bodyOf(await desk.approve(name, packetId));
  const cashReceiptId = await executed(service.publish, packetId, executedAt);
  await desk.becomes(packetId, 'COMPLETE');
  return cashReceiptId;
};
const recovered = async (packetId: string, reason: string): Promise<void> => {
  bodyOf(await desk.step('cora', packetId, 'recovery', { reason }));
  await recoveredByLedger(service.publish, packetId);
  await desk.becomes(packetId, 'RECOVERED');
};

it('every act on a packet is logged with its time, its actor and its reason', async () => {
  const start = new Date().toISOString();
  const packetId = await desk.submitted('Logged', aReceivableState('10.00'));
  bodyOf(await desk.reject('anna', packetId, 'no log of 2025'));
  const renamed = await service.as('cora').patch('/v1/packets/{id}', {
    path: { id: packetId },
    body: { name: 'Logged again' },
    ifMatch: await desk.versionOf(packetId),
  });
  bodyOf(renamed);
  bodyOf(await desk.submit('cora', packetId));
  bodyOf(await desk.step('anna', packetId, 'decisions', { decision: 'APPROVE', comment: 'log seen' }));
  bodyOf(await desk.approve('dana', packetId));
  bodyOf(await desk.approve('vera', packetId));
  await executed(service.publish, packetId);
  await desk.becomes(packetId, 'COMPLETE');
  await recovered(packetId, 'the buyer pays after all');

  const answer = await service.as('audrey').get('/v1/packets/{id}/history', { path: { id: packetId } });
  const { items } = bodyOf(answer);
  expect(items.map(({ action, by, comment }) => [action, by?.name ?? 'the system', comment])).toEqual([
    ['CREATE', 'clara', null],
    ['EDIT', 'clara', null],
    ['EDIT', 'clara', null],
    ['SUBMIT', 'clara', null],
    ['REJECT', 'anna', 'no log of 2025'],
    ['EDIT', 'cora', null],
    ['RESUBMIT', 'cora', null],
    ['APPROVE', 'anna', 'log seen'],
    ['APPROVE', 'dana', null],
    ['APPROVE', 'vera', null],
    ['EXECUTE', 'the system', null],
    ['COMPLETE', 'the system', null],
    ['RECOVER', 'cora', 'the buyer pays after all'],
    ['RECOVER', 'the system', null],
  ]);
  const times = [start, ...items.map(({ at }) => at), new Date().toISOString()];
  expect(times).toEqual(times.toSorted());
});

it('a packet keeps when and by whom it was submitted, when it was last rejected and executed, and who had it recovered', async () => {
  const packetId = await desk.submitted('Dated', aReceivableState('10.00'));
  bodyOf(await desk.reject('anna', packetId, 'no log of 2025'));
  bodyOf(await desk.submit('clara', packetId));
  bodyOf(await desk.reject('anna', packetId, 'nor of 2026'));
  bodyOf(await desk.submit('clara', packetId));
  const executedAt = '2026-03-02T17:45:00.123Z';
  await writtenOff(packetId, executedAt);
  await recovered(packetId, 'the buyer pays after all');

  const [kept] = await service.database.query(
    `with entry as (select action_cd, acted_dt from packet.packet_status_history where write_off_packet_id = $1)
     select submitter.display_name as submitted_by, recoverer.display_name as recovered_by,
            submitted_dt = (select max(acted_dt) from entry where action_cd = 'RESUBMIT') as submitted_at_the_last,
            rejected_dt = (select max(acted_dt) from entry where action_cd = 'REJECT') as rejected_at_the_last,
            rejected_dt > (select min(acted_dt) from entry where action_cd = 'REJECT') as not_at_the_first,
            completed_dt = $2::timestamptz as completed_at_execution
       from packet.write_off_packet
       join packet.person submitter on submitter.person_id = submitted_by_user_id
       join packet.person recoverer on recoverer.person_id = recovered_by_user_id
      where write_off_packet_id = $1`,
    [packetId, executedAt],
  );
  expect(kept).toEqual({
    submitted_by: 'clara',
    recovered_by: 'cora',
    submitted_at_the_last: true,
    rejected_at_the_last: true,
    not_at_the_first: true,
    completed_at_execution: true,
  });
});

it('what stays unpaid after a recovery is written off by a new packet with approvals and a receipt of its own', async () => {
  const receivable = aReceivableState('700.00');
  const first = await desk.submitted('Unpaid', receivable);
  const receipt = await writtenOff(first);
  await recovered(first, 'payment announced');

  const second = await desk.submitted('Unpaid still', receivable);
  expect(await desk.packet(second)).toMatchObject({
    packetStatusCd: 'SUBMITTED',
    currentApproverRole: 'AGENT',
    approvals: [],
  });
  const anotherReceipt = await writtenOff(second);
  expect(await desk.packet(second)).toMatchObject({
    cashReceiptId: anotherReceipt,
    approvals: [{ role: 'AGENT' }, { role: 'DEPT_HEAD' }, { role: 'VP_CLIENT_ACCOUNTING' }],
  });
  expect(await desk.packet(first)).toMatchObject({ packetStatusCd: 'RECOVERED', cashReceiptId: receipt });
});

it('a draft takes text that justifies a receivable, and text that justifies the packet', async () => {
  const receivable = aReceivableState('10.00');
  const packetId = await desk.draft('Justified', receivable);
  const write = (body: { readonly receivableId?: string; readonly text: string }) =>
    service.as('clara').post('/v1/packets/{id}/comments', { path: { id: packetId }, body });
  bodyOf(await write({ receivableId: receivable.receivableId, text: 'called twice, no answer' }));
  bodyOf(await write({ text: 'the client is in liquidation' }));
  expect(await write({ text: ' ' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/text' }] } });

  const path = { id: packetId };
  const lines = await service.as('dana').get('/v1/packets/{id}/receivables', { path });
  expect(bodyOf(lines).items).toMatchObject([{ debtor: 'Buyer One', comment: 'called twice, no answer' }]);
  const comments = await service.as('dana').get('/v1/packets/{id}/comments', { path });
  expect(bodyOf(comments).items).toMatchObject([
    { receivableId: receivable.receivableId, text: 'called twice, no answer', by: { name: 'clara' } },
    { receivableId: null, text: 'the client is in liquidation', by: { name: 'clara' } },
  ]);
  expect(await desk.packet(packetId)).toMatchObject({ packetStatusCd: 'DRAFT' });
});

it('a receivable has one criterion in its packet: the API takes no two, and the database no second link', async () => {
  const receivable = aReceivableState('10.00');
  const packetId = await desk.draft('One reason', receivable);
  const both = await service.as('clara')(
    'PUT',
    `/v1/packets/${packetId}/receivables/${receivable.receivableId}`,
    {
      body: { criterion: ['AGED', 'BANKRUPTCY'] },
      ifMatch: await desk.versionOf(packetId),
    },
  );
  expect(both).toMatchObject({ status: 400, body: { errors: [{ pointer: '/criterion' }] } });

  const change = (statement: string) => service.database.query(statement, [packetId]);
  await expect(
    change(`update packet.packet_receivable set eligibility_criteria_cd = 'AGED,BANKRUPTCY'
             where write_off_packet_id = $1`),
  ).rejects.toThrow(/packet_receivable_eligibility_criteria_cd_check/);
  await expect(
    change(`insert into packet.packet_receivable
              (packet_receivable_id, write_off_packet_id, billing_item_detail_id, client_id, currency,
               eligibility_criteria_cd, use_packet_document_ind, live, created_dt, created_by_user_id, updated_dt)
            select gen_random_uuid(), write_off_packet_id, billing_item_detail_id, client_id, currency, 'BANKRUPTCY',
                   use_packet_document_ind, false, created_dt, created_by_user_id, updated_dt
              from packet.packet_receivable where write_off_packet_id = $1`),
  ).rejects.toThrow(/packet_receivable_once/);
});

it('each receivable of a packet and each entry of its history is identified by a GUID', async () => {
  const keys = await service.database.query(
    `select attrelid::regclass::text as table, attname as column, format_type(atttypid, atttypmod) as type
       from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)
      where indisprimary and indrelid in ('packet.packet_receivable'::regclass, 'packet.packet_status_history'::regclass)
      order by 1`,
  );
  expect(keys).toEqual([
    { table: 'packet.packet_receivable', column: 'packet_receivable_id', type: 'uuid' },
    { table: 'packet.packet_status_history', column: 'packet_status_history_id', type: 'uuid' },
  ]);
});

it('the database takes the status codes of packets, and no other', async () => {
  const [constraint] = await service.database.query<{ text: string }>(
    `select pg_get_constraintdef(oid) as text from pg_constraint where conname = 'packet_status_known'`,
  );
  const taken = [...(constraint?.text ?? '').matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code);
  expect(taken.toSorted()).toEqual(packetStatusCodes.toSorted());
});

it('of a packet whose books no general ledger outside gets says so instead of waiting for one', async () => {
  const packetId = await desk.submitted('Kept here alone', aReceivableState('70.00'));
  for (const person of ['anna', 'dana', 'vera']) await desk.approve(person, packetId);
  await executed(service.publish, packetId, new Date().toISOString(), false);
  await desk.becomes(packetId, 'COMPLETE');
  expect(await desk.packet(packetId)).toMatchObject({ glStatus: 'NONE' });
});
