import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReceivableState } from '../events.fixture.ts';
import { packetDesk } from '../packet-desk.fixture.ts';
import { startPeopleDesk } from './people-desk.fixture.ts';

let desk: Awaited<ReturnType<typeof startPeopleDesk>>;
let packets: ReturnType<typeof packetDesk>;
beforeAll(async () => {
  desk = await startPeopleDesk();
  packets = packetDesk(desk.service);
});
afterAll(() => desk?.stop());

describe('a sign-in that passes to another person', () => {
  const rows = () => [
    desk.row('sub', { subject: 'vera', role: 'VP_CLIENT_ACCOUNTING', moved_from: 'vera@example.test' }),
  ];

  it('is refused where the list does not say so', async () => {
    expect(await desk.propose(rows().map((row) => ({ ...row, moved_from: '' })))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/rows/2/email', code: 'LOOKS_LIKE_ANOTHER' }] },
    });
  });

  it('is shown as such, and nobody gains or loses a signature by it', async () => {
    const packetId = await packets.submitted('Signed by Vera', aReceivableState('60000.00'));
    for (const name of ['anna', 'dana', 'vera']) bodyOf(await packets.approve(name, packetId));
    const veraId = await desk.idOf('vera');

    const moved = {
      counts: { new: 1, changed: 0, signInsMoved: 1 },
      changes: [
        { effect: 'NEW', signInsMoved: [{ subject: 'vera', from: { name: 'vera', personId: veraId } }] },
      ],
      beneficiaries: [veraId],
    };
    expect(await desk.preview(rows())).toMatchObject({ status: 200, body: moved });
    const id = await desk.decide(...rows());
    expect(await desk.service.as('audrey').get('/v1/people/imports/{id}', { path: { id } })).toMatchObject({
      body: moved,
    });

    const { approvals } = await packets.packet(packetId);
    expect(approvals.map(({ by }) => by.name)).toEqual(['anna', 'dana', 'vera']);
    const another = await packets.submitted('After the move', aReceivableState('10.00'));
    for (const name of ['anna', 'dana', 'vera']) bodyOf(await packets.approve(name, another));
    const signers = (await packets.packet(another)).approvals.map(({ by }) => by.name);
    expect(signers).toEqual(['anna', 'dana', 'sub']);
    const published = await desk.service.database.query(
      `select distinct on (aggregate_id) convert_from(message, 'utf8')::jsonb -> 'data' -> 'identities' as accounts
         from packet.outbox where aggregate_id = $1 order by aggregate_id, sequence desc`,
      [veraId],
    );
    expect(published).toEqual([{ accounts: [] }]);
  });
});

describe('the address that a sign-in service gives', () => {
  const signIn = async (name: string, claims: Record<string, unknown>) =>
    desk.service.call.get('/v1/people', { token: await desk.service.token(name, { claims }) });
  const seen = async (query: object = {}) =>
    bodyOf(await desk.service.as('ada').get('/v1/people/sign-ins', { query })).items;

  it('is kept for each account, and reported where it is not that of the person', async () => {
    await signIn('clara', { email: 'CLARA@example.test', email_verified: true });
    await signIn('cora', { email: 'substitute@example.test', email_verified: false });
    expect(await seen({ mismatch: 'true' })).toMatchObject([
      {
        ...{ displayName: 'cora', email: 'cora@example.test', mismatch: true },
        ...{ tokenEmail: 'substitute@example.test', tokenEmailVerified: false },
      },
    ]);
    expect(await seen()).toContainEqual(
      expect.objectContaining({ displayName: 'clara', tokenEmailVerified: true, mismatch: false }),
    );
    await signIn('cora', { email: 'cora@example.test', email_verified: true });
    expect(await seen({ mismatch: 'true' })).toEqual([]);
  });

  it('is for administrators and auditors without limits', async () => {
    expect(await desk.service.as('clara').get('/v1/people/sign-ins')).toMatchObject({ status: 403 });
    await desk.service.hire('una', { role: 'AUDITOR', entity: 'UK01' });
    expect(await desk.service.as('una').get('/v1/people/sign-ins')).toMatchObject({ status: 403 });
  });
});

describe('the last signature of a packet', () => {
  const approve = async (name: string, packetId: string, claims: Record<string, unknown>) =>
    desk.service.call.post('/v1/packets/{id}/decisions', {
      path: { id: packetId },
      token: await desk.service.token(name, { claims }),
      body: { decision: 'APPROVE' },
      ifMatch: await packets.versionOf(packetId),
    });
  const minutesAgo = (minutes: number) => Math.floor(Date.now() / 1_000) - minutes * 60;

  it('asks for a sign-in of late, and says how late', async () => {
    await desk.decide(desk.row('ruth', { role: 'VP_CLIENT_ACCOUNTING' }));
    const client = { clientId: crypto.randomUUID(), number: 'C-9', name: 'Fresh Client' };
    const packetId = await packets.submitted('Signed late', aReceivableState('10.00', { client }));
    const old = { auth_time: minutesAgo(60) };
    for (const name of ['anna', 'dana']) expect((await approve(name, packetId, old)).status).toBe(200);
    const refused = await approve('ruth', packetId, old);
    expect(refused).toMatchObject({
      status: 401,
      body: { code: 'INSUFFICIENT_USER_AUTHENTICATION', maxAgeSeconds: 900 },
    });
    expect(refused.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_user_authentication", max_age="900"',
    );
    expect(await approve('ruth', packetId, { auth_time: undefined })).toMatchObject({ status: 401 });
    expect(await packets.refusals(packetId)).toEqual(['ruth sign-in-too-old', 'ruth sign-in-too-old']);

    const fresh = { auth_time: minutesAgo(1), acr: 'gold', amr: ['pwd', 'hwk'] };
    expect(await approve('ruth', packetId, fresh)).toMatchObject({
      status: 200,
      body: { packetStatusCd: 'APPROVED' },
    });
    const kept = await desk.service.database.query(
      `select session_strength as strength, extract(epoch from authenticated_dt)::int as at
         from packet.packet_decision where write_off_packet_id = $1 order by stage`,
      [packetId],
    );
    expect(kept).toEqual([
      { strength: null, at: old.auth_time },
      { strength: null, at: old.auth_time },
      { strength: 'gold pwd hwk', at: fresh.auth_time },
    ]);
  });
});
