import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rejectPacket } from '../../domain/approval/reject-packet.ts';
import { cancelDraft } from '../../domain/packet/end-packet.ts';
import { anExecution } from '../../domain/packet/packet.fixture.ts';
import type { Packet } from '../../domain/packet/packet.ts';
import { noon } from '../../domain/people/person.fixture.ts';
import type { Person } from '../../domain/people/person.ts';
import { recordExecution, recordRefusedExecution } from '../../domain/write-off/execution.ts';
import { recordRecovery, requestRecovery } from '../../domain/write-off/recovery.ts';
import {
  aClient,
  done,
  onPacket,
  type PacketStoreUnderTest,
  packetStoreDriver,
} from './packet-store-driver.fixture.ts';

/** Which other packets of a client a submission is added up with (ruling 5), whatever keeps the packets. */
export const splitWatchSuite = (underTest: () => PacketStoreUnderTest): void => {
  const { someone, known, submit, approve, readyToSubmit } = packetStoreDriver(underTest, randomUUID);

  const signed = async (packet: Packet, signatures: number): Promise<Packet> => {
    let after = packet;
    for (const role of (['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'] as const).slice(0, signatures)) {
      after = (await done(approve(after, await someone(role, role)))).packet;
    }
    return after;
  };
  const rejected = async (packet: Packet): Promise<Packet> => {
    const context = onPacket(packet, await someone('anna', 'AGENT'), 'REJECT');
    const { store } = underTest();
    return (await done(store.change(context, (before, acting) => rejectPacket(before, 'no log', acting))))
      .packet;
  };
  const reported = async (packet: Packet, outcome: 'executed' | 'refused'): Promise<Packet> => {
    const report = anExecution({ cashReceiptId: randomUUID() });
    const refusal = { code: 'CURRENCY_CHANGED', why: 'closed' };
    const { store } = underTest();
    const { packet: after } = await done(
      store.applyReport(packet.id, (before) =>
        outcome === 'executed'
          ? recordExecution(before, report, noon)
          : recordRefusedExecution(before, refusal, noon),
      ),
    );
    return after;
  };
  const recovered = async (packet: Packet, person: Person): Promise<Packet> => {
    const complete = await reported(await signed(packet, 3), 'executed');
    const context = onPacket(complete, person, 'RECOVER');
    const { store } = underTest();
    const paid = { kind: 'RECOVERY', reason: 'paid' } as const;
    await done(store.change(context, (before, acting) => requestRecovery(before, paid, acting)));
    return (await done(store.applyReport(packet.id, (before) => recordRecovery(before, noon, noon)))).packet;
  };
  const cancelled = async (packet: Packet, person: Person): Promise<Packet> => {
    const context = onPacket(await rejected(packet), person, 'CANCEL');
    const { store } = underTest();
    return (await done(store.change(context, (before, acting) => cancelDraft(before, null, acting)))).packet;
  };

  /** What one packet of a client makes of the route of the next, each of a commission that the VP may sign. */
  const routeBeside = async (become: (packet: Packet, person: Person) => Promise<Packet>) => {
    const clara = await someone('clara', 'CLIENT_ACCOUNTING');
    const client = aClient(randomUUID());
    const ready = async () => readyToSubmit(clara, await known('30000.00', { client }));
    const [one, other] = [await ready(), await ready()];
    const { packet: submitted } = await done(submit(one, clara));
    const { statusCd } = await become(submitted, clara);
    const { packet } = await done(submit(other, clara));
    return { statusCd, last: packet.submission.route.at(-1) };
  };

  describe('a submission is added up with another packet of its client that is', () => {
    it.each([
      ['SUBMITTED', (packet) => signed(packet, 0)],
      ['RESUBMITTED', async (packet, clara) => (await done(submit(await rejected(packet), clara))).packet],
      ['APPROVED_AGENT', (packet) => signed(packet, 1)],
      ['APPROVED_DH', (packet) => signed(packet, 2)],
      ['APPROVED', (packet) => signed(packet, 3)],
      ['COMPLETE', async (packet) => reported(await signed(packet, 3), 'executed')],
      ['REJECTED_AGENT', rejected],
      ['DRAFT', async (packet) => reported(await signed(packet, 3), 'refused')],
    ] as const satisfies readonly (readonly [string, Parameters<typeof routeBeside>[0]])[])(
      '%s',
      async (statusCd, become) => {
        expect(await routeBeside(become)).toEqual({ statusCd, last: 'CFO' });
      },
    );
  });

  it('a submission is added up with a packet of another client that is one party with its own', async () => {
    const clara = await someone('clara', 'CLIENT_ACCOUNTING');
    const [here, there, elsewhere] = [aClient(randomUUID()), aClient(randomUUID()), aClient(randomUUID())];
    const ready = async (client: typeof here) => readyToSubmit(clara, await known('30000.00', { client }));
    const routeEnd = async (packet: Packet) =>
      (await done(submit(packet, clara))).packet.submission.route.at(-1);
    await underTest().joinClients([here.id, there.id]);
    const packets = await Promise.all([here, elsewhere, there].map(ready));
    const ends: unknown[] = [];
    for (const packet of packets) ends.push(await routeEnd(packet));
    expect(ends).toEqual(['VP_CLIENT_ACCOUNTING', 'VP_CLIENT_ACCOUNTING', 'CFO']);
  });

  it.each([
    ['CANCELLED', cancelled],
    ['RECOVERED', recovered],
  ] as const)(
    'a submission is not added up with a packet of its client that is %s',
    async (statusCd, become) => {
      expect(await routeBeside(become)).toEqual({ statusCd, last: 'VP_CLIENT_ACCOUNTING' });
    },
  );
};
