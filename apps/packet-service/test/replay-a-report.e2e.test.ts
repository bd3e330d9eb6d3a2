import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReceivableState, executed } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

it('a report that came before its approval is replayed with effect only once the packet is approved', async () => {
  await service.hire('otto', 'OPERATOR');
  const packetId = await desk.submitted('Told too early', aReceivableState('10.00'));
  await executed(service.publish, packetId);
  const deadLetterOf = async () => {
    const { items } = bodyOf(await service.as('otto').get('/v1/dead-letters'));
    return items[0];
  };
  await expect
    .poll(deadLetterOf, { timeout: 10_000 })
    .toMatchObject({ key: packetId, errorClass: 'handler' });
  const { deadLetterId: id = '', attempts = 0 } = (await deadLetterOf()) ?? {};
  const preview = () => service.as('otto').post('/v1/dead-letters/{id}/replay/preview', { path: { id } });
  const replay = () => service.as('otto').post('/v1/dead-letters/{id}/replay', { path: { id } });
  const version = await desk.versionOf(packetId);

  expect(await preview()).toMatchObject({
    status: 200,
    body: { outcome: 'fails', error: expect.stringContaining('does not fit the packet') },
  });
  expect((await deadLetterOf())?.attempts).toBe(attempts);
  expect(await replay()).toMatchObject({
    status: 409,
    body: { code: 'REPLAY_FAILED', detail: expect.stringContaining('does not fit the packet') },
  });
  expect((await deadLetterOf())?.attempts).toBe(attempts + 1);
  expect(await desk.versionOf(packetId)).toBe(version);

  for (const name of ['anna', 'dana', 'vera']) expect((await desk.approve(name, packetId)).status).toBe(200);
  const approved = await desk.versionOf(packetId);
  expect(await preview()).toMatchObject({
    body: { outcome: 'applied', error: null },
  });
  expect(await desk.versionOf(packetId)).toBe(approved);

  expect(await replay()).toMatchObject({
    status: 200,
    body: { state: 'replayed' },
  });
  expect(await desk.packet(packetId)).toMatchObject({ packetStatusCd: 'COMPLETE' });
  expect(await deadLetterOf()).toBeUndefined();
});
