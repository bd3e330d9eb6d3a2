import { LedgerGlCancelledV1, LedgerGlPostedV1, LedgerGlRejectedV1 } from '@recoup/contracts/ledger.v1';
import { newId } from '@recoup/runtime/process/ids';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReceivableState, executed, recoveredByLedger } from '../events.fixture.ts';
import { packetDesk, startPacketService } from '../packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;
beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

/** A packet that is written off with so many documents for the general ledger. */
const writtenOff = async (name: string, documentCount: number): Promise<string> => {
  const packetId = await desk.submitted(name, aReceivableState('70.00'));
  for (const person of ['anna', 'dana', 'vera']) bodyOf(await desk.approve(person, packetId));
  await executed(service.publish, packetId, undefined, true, undefined, { documentCount });
  await desk.becomes(packetId, 'COMPLETE');
  return packetId;
};
const about = (packetId: string, key: string, step: string) => ({
  ...{ packetId, glDocumentId: newId(), externalId: key, kind: 'WRITE_OFF', step, entity: 'US01' },
  ...{ currency: 'USD', total: { amount: '70.00', currency: 'USD' } },
});
const posted = (
  packetId: string,
  key: string,
  { step = 'JOURNAL', ...more }: { step?: string; furtherCount?: number } = {},
) =>
  service.publish(LedgerGlPostedV1, packetId, {
    ...about(packetId, key, step),
    ...{ documentId: key, tranId: null, postingPeriod: null, ...more },
  });
const rejected = (packetId: string, key: string, step = 'JOURNAL') =>
  service.publish(LedgerGlRejectedV1, packetId, {
    ...about(packetId, key, step),
    errors: [{ code: 'USER_ERROR', detail: 'no', path: null }],
  });
const cancelled = (packetId: string, key: string, step = 'JOURNAL') =>
  service.publish(LedgerGlCancelledV1, packetId, { ...about(packetId, key, step), reason: 'given up' });
/** The status once so many documents are reported. */
const statusAfter = (packetId: string, reports: number) =>
  eventually(async () => {
    const rows = await service.database.query(
      'select from packet.packet_gl_posting where write_off_packet_id = $1',
      [packetId],
    );
    expect(rows).toHaveLength(reports);
    return (await desk.packet(packetId)).glStatus;
  });
const becomes = (packetId: string, glStatus: string) =>
  eventually(async () => expect(await desk.packet(packetId)).toMatchObject({ glStatus }));

it('is PENDING until all documents that were announced are reported, however those before have fared', async () => {
  const packetId = await writtenOff('Two documents', 2);
  await posted(packetId, 'E-1');
  expect(await statusAfter(packetId, 1)).toBe('PENDING');
  await posted(packetId, 'E-1');
  await posted(packetId, 'E-2');
  expect(await statusAfter(packetId, 2)).toBe('POSTED');
});

it('waits for the documents that came of one which could not be made at first', async () => {
  const packetId = await writtenOff('Made late', 1);
  await rejected(packetId, 'E-1');
  expect(await statusAfter(packetId, 1)).toBe('REJECTED');
  await posted(packetId, 'E-1', { furtherCount: 1 });
  await becomes(packetId, 'PENDING');
  await posted(packetId, 'E-1-2', { step: 'APPLICATION' });
  expect(await statusAfter(packetId, 2)).toBe('POSTED');
});

it('shows at once what a person must look at', async () => {
  const packetId = await writtenOff('Refused', 3);
  await posted(packetId, 'E-1');
  await rejected(packetId, 'E-2');
  expect(await statusAfter(packetId, 2)).toBe('REJECTED');
});

it('is POSTED though its application was given up, and CANCELLED once a document that moves amounts was', async () => {
  const packetId = await writtenOff('Given up', 2);
  await posted(packetId, 'E-1');
  await rejected(packetId, 'E-2', 'APPLICATION');
  expect(await statusAfter(packetId, 2)).toBe('REJECTED');
  await cancelled(packetId, 'E-2', 'APPLICATION');
  await becomes(packetId, 'POSTED');
  const other = await writtenOff('Given up whole', 1);
  await cancelled(other, 'E-1');
  expect(await statusAfter(other, 1)).toBe('CANCELLED');
});

it('waits anew for the documents of a recovery', async () => {
  const packetId = await writtenOff('Recovered', 1);
  await posted(packetId, 'E-1');
  expect(await statusAfter(packetId, 1)).toBe('POSTED');
  bodyOf(await desk.step('cora', packetId, 'recovery', { reason: 'paid after all' }));
  await recoveredByLedger(service.publish, packetId);
  await desk.becomes(packetId, 'RECOVERED');
  await becomes(packetId, 'PENDING');
  await posted(packetId, 'R-1');
  expect(await statusAfter(packetId, 2)).toBe('POSTED');
});
