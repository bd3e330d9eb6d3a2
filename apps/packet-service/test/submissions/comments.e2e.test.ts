import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReceivableState } from '../events.fixture.ts';
import { packetDesk, startPacketService } from '../packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
  await service.hire('owen', 'CASE_OWNER');
  await service.hire('lea', 'COLLECTIONS_LEAD');
  await service.hire('emil', 'EXECUTIVE');
  await service.hire('gina', 'GL_ACCOUNTANT');
  await service.hire('lotte', 'AUDITOR', { role: 'CASE_OWNER', department: 'FILM' });
});
afterAll(() => service?.stop());

const comment = (name: string, packetId: string) =>
  service.as(name).post('/v1/packets/{id}/comments', {
    path: { id: packetId },
    body: { text: `seen by ${name}` },
  });

it('accountants, approvers of the route and collectors write comments on a packet, others read them', async () => {
  const packetId = await desk.submitted('Discussed', aReceivableState('10.00'));
  for (const name of ['clara', 'anna', 'dana', 'vera', 'owen', 'lea'])
    expect((await comment(name, packetId)).status).toBe(201);
  // The route of so small a packet ends with the VP, and Lotte collects for another department.
  for (const name of ['audrey', 'emil', 'gina', 'carl', 'mia', 'lotte'])
    expect(await comment(name, packetId)).toMatchObject({ status: 403, body: { code: 'ROLE_REQUIRED' } });
  const comments = await service.as('audrey').get('/v1/packets/{id}/comments', { path: { id: packetId } });
  expect(bodyOf(comments).items).toHaveLength(6);
  expect((await desk.refusals(packetId)).toSorted()).toEqual([
    'audrey may-not-comment',
    'carl may-not-comment',
    'emil may-not-comment',
    'gina may-not-comment',
    'lotte may-not-comment',
    'mia may-not-comment',
  ]);
});

it('before there is a route, whoever may sign writes comments too', async () => {
  const packetId = await desk.draft('Not routed yet', aReceivableState('10.00'));
  expect((await comment('mia', packetId)).status).toBe(201);
});

it('a comment shows the state of the packet in which it was written', async () => {
  const packetId = await desk.draft('In two states', aReceivableState('10.00'));
  bodyOf(await comment('clara', packetId));
  bodyOf(await desk.submit('clara', packetId));
  bodyOf(await comment('anna', packetId));
  const comments = await service.as('dana').get('/v1/packets/{id}/comments', { path: { id: packetId } });
  expect(bodyOf(comments).items).toMatchObject([
    { text: 'seen by clara', packetStatusCd: 'DRAFT', packetVersion: 3 },
    { text: 'seen by anna', packetStatusCd: 'SUBMITTED', packetVersion: 4 },
  ]);
});
