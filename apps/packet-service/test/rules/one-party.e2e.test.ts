import { PartyChangedV1 } from '@recoup/contracts/party-changed.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReceivableState } from '../events.fixture.ts';
import { packetDesk, startPacketService } from '../packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

const aClient = (number: string) => ({ clientId: crypto.randomUUID(), number, name: `Client ${number}` });

/** Has the ledger publish for whom a client stands, and waits until that has arrived. */
const isOneWith = async (clientId: string, onePartyId: string, sequence: number) => {
  await service.publish(
    PartyChangedV1,
    clientId,
    { partyId: clientId, kind: 'CLIENT', onePartyId },
    sequence,
  );
  await eventually(async () => {
    const [known] = await service.database.query<{ sequence: number }>(
      'select sequence from packet.one_party where party_id = $1',
      [clientId],
    );
    expect(known?.sequence).toBeGreaterThanOrEqual(sequence);
  });
};

const submitted = async (name: string, client: ReturnType<typeof aClient>) => {
  const packetId = await desk.draft(name, aReceivableState('30000.00', { client }));
  return bodyOf(await desk.submit('clara', packetId)).splitSuspect;
};

it('clients that are one party are added up, and no longer once they are separate again', async () => {
  const [here, there] = [aClient('C-1'), aClient('D-1')];
  await isOneWith(here.clientId, here.clientId, 1);
  await isOneWith(there.clientId, here.clientId, 1);
  expect(await submitted('Here', here)).toBeNull();
  expect(await submitted('There', there)).toEqual({ amount: '60000.00', currency: 'USD' });
  await isOneWith(there.clientId, there.clientId, 2);
  expect(await submitted('There again', there)).toEqual({ amount: '60000.00', currency: 'USD' });
  expect(await submitted('Here again', here)).toEqual({ amount: '60000.00', currency: 'USD' });
});
