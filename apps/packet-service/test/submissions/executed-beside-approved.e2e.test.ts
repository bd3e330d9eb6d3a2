import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReceivableState, executed } from '../events.fixture.ts';
import { packetDesk, startPacketService } from '../packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

const linesOf = async (id: string) =>
  bodyOf(await service.as('dana').get('/v1/packets/{id}/receivables', { path: { id } })).items;
const signedByAll = async (packetId: string) => {
  for (const name of ['anna', 'dana', 'vera']) bodyOf(await desk.approve(name, packetId));
};

describe('what the ledger did', () => {
  it('stands beside what was approved, on the packet, its lines, its history and its event', async () => {
    const [whole, lowered, dropped] = ['10.00', '20.00', '30.00'].map((revenue) => aReceivableState(revenue));
    if (!whole || !lowered || !dropped) throw new Error('three were made');
    const packetId = await desk.submitted('Executed for less', whole, lowered, dropped);
    await signedByAll(packetId);
    const none = { revenue: '0.00', payable: '0.00', tax: '0.00', fee: '0.00' };
    const line = ({ receivableId, invoiceNumber, open }: typeof whole, revenue: string) => ({
      ...{ receivableId, invoiceNumber, approved: open },
      executed: { ...none, revenue },
    });
    const did = {
      total: { amount: '25.00', currency: 'USD' },
      sides: { ...none, revenue: '25.00' },
      ...{ receivableCount: 2, lowered: [lowered.receivableId], loweredCount: 1 },
      ...{ dropped: [dropped.receivableId], droppedCount: 1 },
      lines: [line(lowered, '15.00'), line(dropped, '0.00'), line(whole, '10.00')],
    };
    await executed(service.publish, packetId, '2026-03-02T17:45:00.000Z', true, undefined, did);

    const counts = { receivableCount: 2, loweredCount: 1, droppedCount: 1 };
    expect(await desk.becomes(packetId, 'COMPLETE')).toMatchObject({
      ...{ totalCommission: { amount: '60.00' }, receivableCount: 3 },
      executed: { commission: { amount: '25.00' }, outstanding: { amount: '25.00' }, ...counts },
    });
    const outcomes = (await linesOf(packetId)).map(({ receivableId, outcome, commission, executed }) => [
      ...[receivableId, outcome, commission.amount, executed?.amount],
    ]);
    expect(outcomes.toSorted()).toEqual(
      [
        [whole.receivableId, 'AS_APPROVED', '10.00', '10.00'],
        [lowered.receivableId, 'LOWERED', '20.00', '15.00'],
        [dropped.receivableId, 'DROPPED', '30.00', '0.00'],
      ].toSorted(),
    );
    const listed = await service.as('clara').get('/v1/packets', { query: { name: 'Executed for less' } });
    expect(bodyOf(listed).items).toMatchObject([{ executed: counts }]);
    const history = await service.as('audrey').get('/v1/packets/{id}/history', { path: { id: packetId } });
    expect(bodyOf(history).items.at(-1)).toMatchObject({
      action: 'COMPLETE',
      detail: {
        approved: { commission: '60.00', receivableCount: 3 },
        executed: { commission: '25.00', ...counts },
      },
    });
    const [published] = await service.database.query<{ data: unknown }>(
      `select convert_from(message, 'UTF8')::jsonb -> 'data' as data from packet.outbox
        where aggregate_id = $1 and event_type = 'recoup.packet.completed.v1'`,
      [packetId],
    );
    expect(published?.data).toMatchObject({ executed: { total: did.total, sides: did.sides, ...counts } });
  });

  it('is said to be unknown of a receivable that the ledger counted without naming it', async () => {
    const packetId = await desk.submitted(
      'Too many to name',
      aReceivableState('10.00'),
      aReceivableState('20.00'),
    );
    await signedByAll(packetId);
    await executed(service.publish, packetId, undefined, true, undefined, { loweredCount: 1_400 });
    await desk.becomes(packetId, 'COMPLETE');
    expect(await linesOf(packetId)).toMatchObject([
      { outcome: 'NOT_STATED', executed: null },
      { outcome: 'NOT_STATED', executed: null },
    ]);
  });
});
