import { randomUUID } from 'node:crypto';
import { LedgerNumberedV1 } from '@recoup/contracts/ledger.v1';
import { PacketCompletedV1 } from '@recoup/contracts/packet.v1';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { executedAsApproved } from '../src/mails/packet.fixture.ts';
import { type NotifierInTest, recordOf, startNotifier } from './notifier.fixture.ts';

let notifier: NotifierInTest;
beforeAll(async () => {
  notifier = await startNotifier();
});
beforeEach(() => notifier.forget());
afterAll(() => notifier.stop());

const numbered = (packetId: string, kind = 'WRITE_OFF', sequence = 1) =>
  recordOf(LedgerNumberedV1, packetId, sequence, {
    ...{ packetId, kind },
    receipt: { cashReceiptId: randomUUID(), receiptNo: '2026-000042' },
    journals: [{ journalId: randomUUID(), entity: 'US01', journalNo: 'US01-2026-000037' }],
  });
const completed = (sequence = 1) => {
  const packet = notifier.aPacket();
  const completion = { ...executedAsApproved, cashReceiptId: randomUUID() };
  return {
    packetId: packet.packetId,
    record: recordOf(PacketCompletedV1, packet.packetId, sequence, { ...packet, ...completion }),
  };
};
const subjects = () => notifier.server.mails.map(({ subject }) => subject);
const subject = 'Written off: XYZ-2025-Q1, receipt 2026-000042, 9 receivables closed';
/** How many of the events of a packet were taken in. */
const takenIn = (packetId: string, count: number) =>
  expect
    .poll(() =>
      notifier.database.query('select from notifier.inbox_version where aggregate_id = $1', [packetId]),
    )
    .toHaveLength(count);
const waiting = () =>
  notifier.database.query<{ packet_id: string }>('select packet_id from notifier.packet_completion');

describe('the mail that a packet was written off', () => {
  it('waits for the number of its receipt', async () => {
    const { packetId, record } = completed();
    await notifier.publish(record);
    await takenIn(packetId, 1);
    expect(await notifier.deliveriesOf(packetId)).toEqual([]);
    await notifier.publish(numbered(packetId));
    await notifier.arrived(1);
    expect(subjects()).toEqual([subject]);
    expect(await waiting()).toEqual([]);
  });

  it('waits for the packet where the number is there first', async () => {
    const { packetId, record } = completed();
    await notifier.publish(numbered(packetId));
    await takenIn(packetId, 1);
    expect(await waiting()).toEqual([{ packet_id: packetId }]);
    await notifier.publish(record);
    await notifier.arrived(1);
    expect(subjects()).toEqual([subject]);
  });

  it('goes out once when both come at the same time, again and again', async () => {
    const packets = Array.from({ length: 10 }, () => completed());
    for (const { packetId, record } of packets) {
      const number = numbered(packetId);
      await Promise.all([notifier.publish(record, record), notifier.publish(number, number)]);
    }
    await notifier.arrived(10);
    for (const { packetId } of packets) expect(await notifier.ended(packetId)).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('is not sent for the journals of a recovery', async () => {
    const { packetId, record } = completed();
    await notifier.publish(numbered(packetId, 'RECOVERY'), record);
    await takenIn(packetId, 2);
    expect(await notifier.deliveriesOf(packetId)).toEqual([]);
  });
});
