import { createHash } from 'node:crypto';
import { PacketApprovedV1, PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { PacketContentFrozenV1 } from '@recoup/contracts/packet-content-frozen.v1';
import { canonicalJson } from '@recoup/domain/canonical-json';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aReceivableState,
  clientB,
  executed,
  numberedByLedger,
  recoveredByLedger,
  recoveryRefusedByLedger,
} from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

/** What the ledger reads: the lines of all parts, and the event on which it executes. */
const published = async (packetId: string) => {
  const rows = await service.database.query<{ event_type: string; message: Buffer }>(
    `select event_type, message from packet.outbox where aggregate_id = $1 order by sequence`,
    [packetId],
  );
  const data = (type: string): readonly unknown[] =>
    rows.filter((row) => row.event_type === type).map((row) => JSON.parse(String(row.message)).data);
  return {
    lines: data(PacketContentFrozenV1.type).flatMap((part) => PacketContentFrozenV1.data.parse(part).lines),
    approved: data(PacketApprovedV1.type)[0],
    requested: data(PacketRecoveryRequestedV1.type)[0],
  };
};

describe('Feature: Write-Off Packet Creation and Approval', () => {
  it('Scenario: User creates and approves a write-off packet for an aged invoice', async () => {
    const receivable = aReceivableState('1000.00');
    await service.know(receivable);
    const clara = service.as('clara');
    const created = await clara.post('/v1/packets', {
      body: { name: 'XYZ-2025-Q1', clientId: receivable.client.clientId },
    });
    expect(created).toMatchObject({
      status: 201,
      body: { packetStatusCd: 'DRAFT', client: { name: 'XYZ Corp' } },
    });
    const { packetId } = bodyOf(created);
    const path = { id: packetId };
    await clara.post('/v1/packets/{id}/receivables', {
      path,
      body: { receivableIds: [receivable.receivableId] },
    });
    await clara.put('/v1/packets/{id}/receivables/{rid}', {
      path: { ...path, rid: receivable.receivableId },
      body: { criterion: 'AGED' },
      ifMatch: 2,
    });
    const uploaded = await desk.attach('clara', packetId, 'COLLECTION_LOG', receivable.receivableId);
    expect(uploaded).toMatchObject({ status: 201, body: { kind: 'COLLECTION_LOG', fileName: 'log.txt' } });

    const submitted = await desk.submit('clara', packetId);
    expect(submitted).toMatchObject({
      status: 200,
      body: { packetStatusCd: 'SUBMITTED', workflowState: 'SUBMITTED', currentApproverRole: 'AGENT' },
    });
    for (const person of ['anna', 'dana', 'vera'])
      expect((await desk.approve(person, packetId)).status).toBe(200);
    expect(await desk.packet(packetId)).toMatchObject({
      packetStatusCd: 'APPROVED',
      currentApproverRole: null,
      approvals: [{ role: 'AGENT' }, { role: 'DEPT_HEAD' }, { role: 'VP_CLIENT_ACCOUNTING' }],
    });

    const cashReceiptId = await executed(service.publish, packetId);
    expect(await desk.becomes(packetId, 'COMPLETE')).toMatchObject({
      cashReceiptId,
      receiptNo: null,
      glStatus: 'PENDING',
    });
    await numberedByLedger(service.publish, packetId, cashReceiptId);
    await eventually(async () =>
      expect(await desk.packet(packetId)).toMatchObject({ receiptNo: '2026-000042', version: 10 }),
    );
    expect(await desk.history(packetId)).toEqual([
      'CREATE DRAFT',
      'EDIT DRAFT',
      'EDIT DRAFT',
      'EDIT DRAFT',
      'SUBMIT SUBMITTED',
      'APPROVE APPROVED_AGENT',
      'APPROVE APPROVED_DH',
      'APPROVE APPROVED_VP',
      'EXECUTE APPROVED',
      'COMPLETE COMPLETE',
    ]);
    const { lines, approved } = await published(packetId);
    expect(approved).toMatchObject({
      name: 'XYZ-2025-Q1',
      totals: { revenue: '1000.00' },
      approvedBy: { length: 3 },
      parts: 1,
      contentHash: createHash('sha256').update(canonicalJson(lines)).digest('hex'),
      policyVersion: '*@1',
      signatures: [
        { name: 'anna', role: 'AGENT', version: 6 },
        { name: 'dana', role: 'DEPT_HEAD', version: 7 },
        { name: 'vera', role: 'VP_CLIENT_ACCOUNTING', version: 8 },
      ],
      eventDates: [{ entity: 'US01', date: '2026-03-02' }],
    });
  });
});

describe('Feature: Write-Off Packet Rejection', () => {
  it('Scenario: Approver rejects a packet due to insufficient documentation', async () => {
    const packetId = await desk.submitted('XYZ-Draft', aReceivableState('500.00'));
    expect(await desk.packet(packetId)).toMatchObject({
      packetStatusCd: 'SUBMITTED',
      currentApproverRole: 'AGENT',
    });
    const rejected = await desk.reject('anna', packetId, 'Missing latest email correspondence');
    expect(rejected).toMatchObject({
      status: 200,
      body: {
        packetStatusCd: 'REJECTED_AGENT',
        workflowState: 'DRAFT',
        rejection: { reason: 'Missing latest email correspondence', by: { name: 'anna' } },
      },
    });
    const history = await service.as('audrey').get('/v1/packets/{id}/history', { path: { id: packetId } });
    expect(bodyOf(history).items).toContainEqual(
      expect.objectContaining({
        action: 'REJECT',
        comment: 'Missing latest email correspondence',
        role: 'AGENT',
      }),
    );
    const rejections = await service.database.query(
      `select 1 from packet.outbox where event_type = 'recoup.packet.rejected.v1' and aggregate_id = $1`,
      [packetId],
    );
    expect(rejections).toHaveLength(1);
  });
});

describe('Feature: Write-Off Recovery', () => {
  it('Scenario: Recovering a packet that was previously written off', async () => {
    const receivable = aReceivableState('700.00');
    const packetId = await desk.submitted('XYZ-2025-Q2', receivable);
    for (const person of ['anna', 'dana', 'vera']) await desk.approve(person, packetId);
    expect((await desk.step('cora', packetId, 'recovery', {})).body).toMatchObject({ code: 'NOT_EXECUTED' });
    await executed(service.publish, packetId);
    await desk.becomes(packetId, 'COMPLETE');

    expect(await desk.step('cora', packetId, 'recovery', { reason: 'x'.repeat(4_001) })).toMatchObject({
      status: 400,
      body: { detail: 'reason must have at most 4,000 characters', errors: [{ pointer: '/reason' }] },
    });
    expect(await desk.step('cora', packetId, 'recovery', {})).toMatchObject({
      status: 400,
      body: { detail: 'reason is required', errors: [{ pointer: '/reason' }] },
    });
    const asked = await desk.step('cora', packetId, 'recovery', { reason: 'the buyer pays after all' });
    expect(asked).toMatchObject({
      status: 200,
      body: {
        packetStatusCd: 'COMPLETE',
        recoveryKind: 'RECOVERY',
        recoveryReason: 'the buyer pays after all',
      },
    });
    expect(await desk.step('cora', packetId, 'recovery', {})).toMatchObject({
      status: 409,
      body: { code: 'RECOVERY_UNDER_WAY' },
    });
    await recoveryRefusedByLedger(service.publish, packetId);
    await eventually(async () =>
      expect(await desk.packet(packetId)).toMatchObject({ packetStatusCd: 'COMPLETE', recoveryKind: null }),
    );
    expect((await desk.history(packetId)).at(-1)).toBe('RECOVERY_REFUSED COMPLETE');
    const askedAgain = await desk.step('cora', packetId, 'recovery', { reason: 'the month is open now' });
    expect(askedAgain.status).toBe(200);
    await recoveredByLedger(service.publish, packetId);
    expect(await desk.becomes(packetId, 'RECOVERED')).toMatchObject({ workflowState: 'RECOVERED' });
    expect((await desk.history(packetId)).slice(-2)).toEqual(['RECOVER COMPLETE', 'RECOVER RECOVERED']);

    const again = await service.as('clara').post('/v1/packets', {
      body: { name: 'XYZ-2025-Q2 again', receivableIds: [receivable.receivableId] },
    });
    expect(again.status).toBe(201);
  });
});

it('a write-off that should never have been is corrected, which the packet, its preview and the ledger are told', async () => {
  const packetId = await desk.submitted('Never to be', aReceivableState('80.00'));
  for (const person of ['anna', 'dana', 'vera']) await desk.approve(person, packetId);
  await executed(service.publish, packetId);
  await desk.becomes(packetId, 'COMPLETE');
  const body = { kind: 'CORRECTION', reason: 'the wrong debtor' };
  expect(await desk.step('cora', packetId, 'recovery/preview', body)).toMatchObject({
    status: 200,
    body: { recoveryKind: 'CORRECTION' },
  });
  expect(await desk.step('cora', packetId, 'recovery', body)).toMatchObject({
    status: 200,
    body: { recoveryKind: 'CORRECTION', recoveryReason: 'the wrong debtor' },
  });
  const { requested } = await published(packetId);
  expect(requested).toMatchObject({
    kind: 'CORRECTION',
    reason: 'the wrong debtor',
    eventDates: [{ entity: 'US01', date: '2026-03-02' }],
  });
  await recoveredByLedger(service.publish, packetId);
  expect(await desk.becomes(packetId, 'RECOVERED')).toMatchObject({ recoveryKind: 'CORRECTION' });
});

describe('Feature: Packet Submission Validation', () => {
  it('what the general ledger cannot take is refused row by row before anybody signs', async () => {
    const [known, strange] = [aReceivableState('10.00'), aReceivableState('20.00', { entity: 'FR01' })];
    const glMapping = { version: '1', accountRoles: ['AR'], currencies: ['EUR'], clearsInvoices: false };
    const packetId = await desk.draft('Half mapped', known, strange);
    await service.knowEntity('FR01', { glMapping });
    expect(await desk.submit('clara', packetId)).toMatchObject({
      status: 409,
      body: {
        code: 'SUBMISSION_INCOMPLETE',
        errors: [
          {
            code: 'MAPPING_MISSING',
            pointer: `/receivables/${strange.receivableId}`,
            message: expect.stringContaining('account CLEXP and no currency USD'),
            params: { entity: 'FR01', missing: 'account CLEXP, currency USD' },
          },
        ],
      },
    });
    await service.knowEntity('FR01');
    expect((await desk.submit('clara', packetId)).status).toBe(200);
  });

  it('an entity that the ledger has not told of blocks the submission', async () => {
    const strange = aReceivableState('20.00', { entity: 'FR02' });
    const packetId = await desk.draft('Unknown entity', strange);
    await service.database.query(`delete from packet.legal_entity where code = 'FR02'`);
    expect(await desk.submit('clara', packetId)).toMatchObject({
      status: 409,
      body: {
        errors: [
          {
            code: 'UNKNOWN_ENTITY',
            message: expect.stringContaining('recoup entities add'),
            params: { entity: 'FR02', invoiceNumber: strange.invoiceNumber },
          },
        ],
      },
    });
  });

  it('Scenario: User attempts to submit packet without unique name', async () => {
    const first = aReceivableState('10.00');
    await desk.draft('Existing-Name', first);
    const attempt = await service.as('cora').post('/v1/packets', {
      body: { name: 'Existing-Name', clientId: first.client.clientId },
    });
    expect(attempt).toMatchObject({
      status: 409,
      body: { code: 'NAME_TAKEN', detail: 'Packet name already exists' },
    });
  });

  it('Scenario: User attempts to submit packet with mixed clients', async () => {
    const packetId = await desk.draft('Client A only', aReceivableState('10.00'));
    const ofB = aReceivableState('10.00', { client: clientB });
    await service.know(ofB);
    const attempt = await service.as('clara').post('/v1/packets/{id}/receivables', {
      path: { id: packetId },
      body: { receivableIds: [ofB.receivableId] },
    });
    expect(attempt).toMatchObject({
      status: 409,
      body: { code: 'MIXED_CLIENT', detail: 'Receivable must belong to the same client' },
    });
    expect(await desk.packet(packetId)).toMatchObject({ receivableCount: 1 });
  });
});
