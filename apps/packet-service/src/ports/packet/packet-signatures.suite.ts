import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anEntity } from '../../domain/legal-entity/legal-entity.fixture.ts';
import { anExecution } from '../../domain/packet/packet.fixture.ts';
import { approvalsOf, type Packet } from '../../domain/packet/packet.ts';
import { noon } from '../../domain/people/person.fixture.ts';
import { recordExecution } from '../../domain/write-off/execution.ts';
import {
  aClient,
  done,
  type PacketStoreUnderTest,
  packetStoreDriver,
} from './packet-store-driver.fixture.ts';

/** What a store keeps of those who sign, whatever keeps the packets. */
export const packetSignaturesSuite = (underTest: () => PacketStoreUnderTest): void => {
  const { someone, known, draftOf, attach, submit, approve } = packetStoreDriver(underTest, randomUUID);

  const ready = async (...entities: readonly string[]): Promise<Packet> => {
    const clara = await someone('clara', 'CLIENT_ACCOUNTING');
    const client = aClient(randomUUID());
    const receivables = [];
    for (const entity of entities) receivables.push(await known('100.00', { client, entity }));
    const { packet } = await attach(await draftOf(clara, ...receivables), clara);
    return (await done(submit(packet, clara))).packet;
  };
  const signed = async (
    packet: Packet,
    ...roles: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING')[]
  ) => {
    let now = packet;
    for (const role of roles) now = (await done(approve(now, await someone(role, role)))).packet;
    return now;
  };

  describe('the signatures of a packet', () => {
    it('each keeps the version that it made', async () => {
      const packet = await signed(await ready('US01'), 'AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING');
      const report = anExecution({ cashReceiptId: randomUUID() });
      const { packet: stored } = await done(
        underTest().store.applyReport(packet.id, (approved) => recordExecution(approved, report, noon)),
      );
      expect(approvalsOf(stored).map(({ version }) => version)).toEqual([4, 5, 6]);
    });

    it('the last counts on the day of each legal entity, in its own time zone', async () => {
      await underTest().knowEntity({ ...anEntity, code: 'JP01', timeZone: 'Asia/Tokyo' });
      const packet = await signed(await ready('US01', 'JP01'), 'AGENT', 'DEPT_HEAD');
      const vera = await someone('vera', 'VP_CLIENT_ACCOUNTING');
      const { events } = await done(approve(packet, vera, new Date('2026-03-31T20:00:00Z')));
      expect(events.at(-1)).toMatchObject({
        eventDates: [
          { entity: 'JP01', date: '2026-04-01' },
          { entity: 'US01', date: '2026-03-31' },
        ],
      });
    });
  });
};
