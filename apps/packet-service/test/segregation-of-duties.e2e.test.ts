import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReceivableState, clientB, clientXyz, executed, refusedByLedger } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

/** A receivable of a client of its own, so that no other packet's commission counts along. */
const ofNewClient = (revenue: string, more: object = {}) =>
  aReceivableState(revenue, {
    client: { clientId: crypto.randomUUID(), number: 'C-9', name: 'Fresh Client' },
    ...more,
  });

describe('segregation of duties (ruling 6)', () => {
  it('bars by person whatever roles they hold, reads roles anew at each decision, and keeps every refusal', async () => {
    await service.hire('uma', 'CLIENT_ACCOUNTING', 'VP_CLIENT_ACCOUNTING', 'ADMIN');
    await service.hire('dan', 'AGENT', 'DEPT_HEAD');
    await service.hire('victor', 'VP_CLIENT_ACCOUNTING');
    const receivable = aReceivableState('60000.00');
    await service.know(receivable);
    const uma = service.as('uma');
    const created = await uma.post('/v1/packets', {
      body: {
        name: 'Hands in it',
        receivableIds: [receivable.receivableId],
        defaultCriterion: 'AGED',
      },
    });
    const { packetId } = bodyOf(created);
    await desk.attach('uma', packetId, 'COLLECTION_LOG', receivable.receivableId);
    expect((await desk.submit('uma', packetId)).status).toBe(200);

    expect(await desk.approve('carl', packetId)).toMatchObject({
      status: 409,
      body: { code: 'OUT_OF_TURN' },
    });
    expect((await desk.approve('dan', packetId)).status).toBe(200);
    expect(await desk.approve('dan', packetId)).toMatchObject({
      status: 403,
      body: { code: 'ALREADY_SIGNED' },
    });
    expect(await desk.attach('clara', packetId)).toMatchObject({
      status: 409,
      body: { code: 'WRONG_STATE' },
    });
    expect((await desk.approve('dana', packetId)).status).toBe(200);
    expect(await desk.approve('uma', packetId)).toMatchObject({ status: 403, body: { code: 'OWN_PACKET' } });

    const tokenFromBefore = await service.token('victor');
    await service.reassign('victor', 'CASE_OWNER');
    const refused = await service.call.post('/v1/packets/{id}/decisions', {
      path: { id: packetId },
      token: tokenFromBefore,
      body: { decision: 'APPROVE' },
      ifMatch: await desk.versionOf(packetId),
    });
    expect(refused).toMatchObject({ status: 403, body: { code: 'ROLE_REQUIRED' } });

    expect((await desk.approve('vera', packetId)).status).toBe(200);
    expect(await desk.packet(packetId)).toMatchObject({
      packetStatusCd: 'APPROVED_VP',
      currentApproverRole: 'CFO',
    });
    expect(await desk.refusals(packetId)).toEqual([
      'victor role-missing',
      'uma own-packet',
      'clara wrong-state',
      'dan signed-this-round',
      'carl out-of-turn',
    ]);
  });

  it('bars whoever only edited or uploaded from approving, in the database as well as in the decision', async () => {
    await service.hire('eddy', 'CLIENT_ACCOUNTING', 'AGENT');
    const packetId = await desk.draft('Edited by Eddy', aReceivableState('10.00'));
    await desk.attach('eddy', packetId);
    await desk.submit('clara', packetId);
    expect(await desk.approve('eddy', packetId)).toMatchObject({ status: 403, body: { code: 'OWN_PACKET' } });
    await expect(
      service.database.query(
        `insert into packet.packet_decision (packet_decision_id, write_off_packet_id, packet_submission_id, round, packet_version,
           version_seen, stage, approver_role, decision, person_id, person_name, role_grants, content_hash, dossier_hash, decided_dt, decided_on)
         select gen_random_uuid(), $1, packet_submission_id, 1, 99, 98, 1, 'AGENT', 'APPROVE', person_id, display_name, '[{}]', content_hash,
                dossier_hash, now(), '2026-03-02'
           from packet.packet_submission, packet.person where write_off_packet_id = $1 and display_name = 'eddy'`,
        [packetId],
      ),
    ).rejects.toThrow(/contributed to packet/);
  });

  it('lets one of two approvals of a level at the same instant win, and one of approve and reject', async () => {
    await service.hire('adam', 'AGENT');
    for (const [name, verdicts] of [
      ['Two signatures', ['APPROVE', 'APPROVE']],
      ['Two minds', ['APPROVE', 'REJECT']],
    ] as const) {
      const packetId = await desk.submitted(name, aReceivableState('10.00'));
      const version = await desk.versionOf(packetId);
      const answers = await Promise.all(
        verdicts.map((decision, index) =>
          desk.step(
            index === 0 ? 'anna' : 'adam',
            packetId,
            'decisions',
            { decision, comment: 'seen' },
            version,
          ),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      expect(await desk.versionOf(packetId)).toBe(version + 1);
    }
  });

  it('shows a packet only to those whose scope covers all of it, and not in counts either', async () => {
    await service.hire('bea', { role: 'AGENT', clientId: clientB.clientId });
    await service.hire('fay', { role: 'AGENT', department: 'FILM' });
    const packetId = await desk.submitted(
      'Two departments',
      aReceivableState('10.00'),
      aReceivableState('10.00', { department: 'FILM' }),
    );
    for (const name of ['bea', 'fay']) {
      expect((await service.as(name).get('/v1/packets/{id}', { path: { id: packetId } })).status).toBe(404);
      expect(
        (await service.as(name).get('/v1/packets/{id}/history', { path: { id: packetId } })).status,
      ).toBe(404);
      expect((await desk.approve(name, packetId)).status).toBe(404);
      const list = await service.as(name).get('/v1/packets', { query: { name: 'Two departments' } });
      expect(bodyOf(list).items).toEqual([]);
    }
    const query = { clientId: [clientXyz.clientId] };
    expect(bodyOf(await service.as('bea').get('/v1/receivables', { query })).items).toEqual([]);
    const waiting = await service.as('anna').get('/v1/approvals');
    expect(bodyOf(waiting).items).toContainEqual(expect.objectContaining({ packetId }));
  });
});

describe('resubmission (ruling 4)', () => {
  const rejectedByDeptHead = async (name: string) => {
    const receivable = aReceivableState('48000.00', {
      client: { ...clientXyz, clientId: crypto.randomUUID() },
    });
    const packetId = await desk.submitted(name, receivable);
    await desk.approve('anna', packetId);
    expect(await desk.reject('dana', packetId)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/comment' }] },
    });
    expect(await desk.reject('dana', packetId, '   ')).toMatchObject({ status: 400 });
    expect((await desk.reject('dana', packetId, 'Missing emails')).status).toBe(200);
    return { packetId, client: receivable.client };
  };

  it('a packet resubmitted unchanged waits for the Department Head again, the approval of the Agent standing', async () => {
    const { packetId } = await rejectedByDeptHead('Unchanged');
    expect(await desk.packet(packetId)).toMatchObject({
      workflowState: 'DRAFT',
      packetStatusCd: 'REJECTED_DH',
    });
    expect(await desk.submit('clara', packetId)).toMatchObject({
      status: 200,
      body: {
        packetStatusCd: 'RESUBMITTED',
        currentApproverRole: 'DEPT_HEAD',
        round: 1,
        approvals: [{ role: 'AGENT', by: { name: 'anna' } }],
      },
    });
    expect((await desk.approve('dana', packetId)).status).toBe(200);
  });

  it('with 4,000.00 more starts at the Agent and goes to the CFO', async () => {
    const { packetId, client } = await rejectedByDeptHead('Four thousand more');
    const more = aReceivableState('4000.00', { client });
    await service.know(more);
    await service.as('clara').post('/v1/packets/{id}/receivables', {
      path: { id: packetId },
      body: { receivableIds: [more.receivableId], usePacketDocument: true },
    });
    expect(await desk.submit('clara', packetId)).toMatchObject({
      status: 200,
      body: {
        currentApproverRole: 'AGENT',
        round: 2,
        approvals: [],
        route: ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING', 'CFO'],
        totalCommission: { amount: '52000.00' },
      },
    });
  });

  it('with a document more starts anew as well', async () => {
    const { packetId } = await rejectedByDeptHead('One more document');
    await desk.attach('clara', packetId, 'CLIENT_COMMUNICATION');
    expect(await desk.submit('clara', packetId)).toMatchObject({
      body: { currentApproverRole: 'AGENT', round: 2, approvals: [] },
    });
  });

  it('after a refused execution starts at the Agent', async () => {
    const packetId = await desk.submitted('Amount rose', ofNewClient('10.00'));
    for (const name of ['anna', 'dana', 'vera']) await desk.approve(name, packetId);
    await refusedByLedger(service.publish, packetId);
    expect(await desk.becomes(packetId, 'DRAFT')).toMatchObject({ workflowState: 'DRAFT' });
    expect((await desk.history(packetId)).at(-1)).toBe('EXECUTION_REFUSED DRAFT');
    expect(await desk.submit('clara', packetId)).toMatchObject({
      body: { packetStatusCd: 'RESUBMITTED', currentApproverRole: 'AGENT', round: 2 },
    });
  });
});

describe('routing (ruling 5)', () => {
  it.each([
    ['49999.99', 3],
    ['50000.00', 4],
    ['250000.00', 4],
    ['250000.01', 5],
  ])('asks for the signatures that a commission of %s needs', async (revenue, signatures) => {
    const packetId = await desk.submitted(`Route of ${revenue}`, ofNewClient(revenue));
    const people = ['anna', 'dana', 'vera', 'carl', 'mia'].slice(0, signatures);
    for (const person of people) expect((await desk.approve(person, packetId)).status).toBe(200);
    expect(await desk.packet(packetId)).toMatchObject({
      packetStatusCd: 'APPROVED',
      approvals: { length: signatures },
    });
  });

  it('takes the rate of the submission day, whatever becomes of it', async () => {
    const rate = (text: string) =>
      service.importRates([{ from: 'EUR', to: 'USD', day: '2026-03-02', rate: text }]);
    const receivable = ofNewClient('46000.00', { currency: 'EUR' });
    const draft = await desk.draft('Euros', receivable);
    expect(await desk.submit('clara', draft)).toMatchObject({
      status: 409,
      body: { errors: [{ code: 'RATE_MISSING' }, { code: 'NO_FX_RATE' }] },
    });
    await rate('1.0900');
    expect(await desk.submit('clara', draft)).toMatchObject({
      body: { baseTotal: { amount: '50140.00', currency: 'USD' }, route: { 3: 'CFO' } },
    });
    await rate('1.05');
    for (const person of ['anna', 'dana', 'vera']) await desk.approve(person, draft);
    expect(await desk.packet(draft)).toMatchObject({ currentApproverRole: 'CFO' });
  });

  it('adds up what one client had submitted within 30 days, also at the same instant', async () => {
    const client = { clientId: crypto.randomUUID(), number: 'C-7', name: 'Split Client' };
    const drafts = await Promise.all(
      ['Split 1', 'Split 2'].map((name) => desk.draft(name, aReceivableState('30000.00', { client }))),
    );
    const answers = await Promise.all(drafts.map((packetId) => desk.submit('clara', packetId)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const flagged = answers.filter((answer) => bodyOf(answer).splitSuspect !== null);
    expect(flagged).toMatchObject([{ body: { splitSuspect: { amount: '60000.00' }, route: { 3: 'CFO' } } }]);
  });

  it('previews a submission by the same rules and keeps nothing of it', async () => {
    const packetId = await desk.draft('Previewed', ofNewClient('75000.00', { dueDate: '2026-01-01' }));
    const version = await desk.versionOf(packetId);
    expect(await desk.step('clara', packetId, 'submission/preview', {})).toMatchObject({
      status: 200,
      body: {
        to: 'SUBMITTED',
        nextApproverRole: 'AGENT',
        route: { length: 4 },
        policyVersion: '*@1',
        warnings: [{ code: 'AGED_BELOW_90_DAYS' }],
      },
    });
    expect(await desk.versionOf(packetId)).toBe(version);
  });
});

it("keeps the packet complete whatever the ledger's reports say twice or out of place", async () => {
  const packetId = await desk.submitted('Told twice', ofNewClient('10.00'));
  for (const name of ['anna', 'dana', 'vera']) await desk.approve(name, packetId);
  await executed(service.publish, packetId);
  await desk.becomes(packetId, 'COMPLETE');
  await executed(service.publish, packetId);
  const waiting = await desk.submitted('Never approved', ofNewClient('10.00'));
  await executed(service.publish, waiting);
  const dead = async () =>
    (
      await service.database.query(`select 1 from packet.dead_letter where key = any ($1)`, [
        [packetId, waiting],
      ])
    ).length;
  await expect.poll(dead, { timeout: 10_000 }).toBe(2);
  expect(await desk.packet(waiting)).toMatchObject({ packetStatusCd: 'SUBMITTED' });
});
