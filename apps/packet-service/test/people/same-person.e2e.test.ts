import { checkInvariants } from '@recoup/runtime/checks/invariants';
import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packetInvariants } from '../../src/adapters/postgres/invariants.ts';
import { aReceivableState } from '../events.fixture.ts';
import { packetDesk } from '../packet-desk.fixture.ts';
import { done } from '../refusals/statements.fixture.ts';
import { startPeopleDesk } from './people-desk.fixture.ts';

let desk: Awaited<ReturnType<typeof startPeopleDesk>>;
let packets: ReturnType<typeof packetDesk>;

/** Hanna prepares packets, and signs them under a second entry; Dan is agent and, under another entry, head of department. */
beforeAll(async () => {
  desk = await startPeopleDesk(['ada', 'alan', 'abel', 'ada+2']);
  packets = packetDesk(desk.service);
  await desk.service.hire('hanna', 'CLIENT_ACCOUNTING');
  await desk.service.hire('hanna+2', 'AGENT');
  await desk.service.hire('dan', 'AGENT');
  await desk.service.hire('dan+2', 'DEPT_HEAD');
});
afterAll(() => desk?.stop());

const declared = async (one: string, other: string, [proposer, approver] = ['ada', 'alan']) => {
  const { changeRequestId } = bodyOf(await desk.declare('same-as', one, other, proposer));
  bodyOf(await desk.approve(approver ?? '', changeRequestId));
};
const submittedByHanna = async (name: string) => {
  const packetId = await packets.draft(name, aReceivableState('10.00'));
  bodyOf(await packets.attach('hanna', packetId));
  bodyOf(await packets.submit('clara', packetId));
  return packetId;
};
const previewed = async (name: string, packetId: string) =>
  desk.service.as(name).post('/v1/packets/{id}/decisions/preview', {
    path: { id: packetId },
    body: { decision: 'APPROVE' },
    ifMatch: await packets.versionOf(packetId),
  });

describe('two entries of one human', () => {
  it('are listed as look-alikes, and joined by nobody but two administrators', async () => {
    const { items } = bodyOf(await desk.service.as('ada').get('/v1/people/look-alikes'));
    expect(items).toContainEqual(
      expect.objectContaining({
        person: expect.objectContaining({ displayName: 'hanna' }),
        other: expect.objectContaining({ displayName: 'hanna+2' }),
        ...{ sameName: false, sameMailbox: true },
      }),
    );
    expect(await desk.service.as('clara').get('/v1/people/look-alikes')).toMatchObject({ status: 403 });
    const proposal = await desk.declare('same-as', 'hanna', 'hanna+2');
    expect(proposal).toMatchObject({ status: 201, body: { kind: 'PERSON_SAME_AS', state: 'PROPOSED' } });
    const { changeRequestId } = bodyOf(proposal);
    expect(await desk.approve('ada', changeRequestId)).toMatchObject({ body: { code: 'OWN_PROPOSAL' } });
    expect(await desk.declare('same-as', 'hanna+2', 'hanna')).toMatchObject({
      body: { code: 'ALREADY_PROPOSED' },
    });
    await desk.service.as('ada').post('/v1/change-requests/{id}/withdrawal', {
      path: { id: changeRequestId },
      body: {},
    });
  });

  it('are barred as one from what either contributed to, in the decision and in the database', async () => {
    const packetId = await submittedByHanna('Prepared by Hanna');
    expect((await previewed('hanna+2', packetId)).status).toBe(200);
    await declared('hanna', 'hanna+2');
    expect(await packets.approve('hanna+2', packetId)).toMatchObject({
      status: 403,
      body: { code: 'OWN_PACKET' },
    });
    const waiting = async (name: string) =>
      bodyOf(await desk.service.as(name).get('/v1/approvals')).items.map((one) => one.packetId);
    expect(await waiting('hanna+2')).not.toContain(packetId);
    expect(await waiting('anna')).toContain(packetId);
    await expect(done(desk.sql.runtime, signature(packetId, 'AGENT', 'hanna+2'))).rejects.toThrow(
      /contributed to packet/,
    );
    const { items } = bodyOf(await desk.service.as('ada').get('/v1/people/look-alikes'));
    expect(JSON.stringify(items)).not.toContain('hanna+2');
  });

  it('sign one level of a round between them', async () => {
    const packetId = await packets.submitted('Signed by Dan', aReceivableState('10.00'));
    bodyOf(await packets.approve('dan', packetId));
    await declared('dan', 'dan+2');
    expect(await packets.approve('dan+2', packetId)).toMatchObject({
      status: 403,
      body: { code: 'ALREADY_SIGNED' },
    });
    await expect(done(desk.sql.runtime, signature(packetId, 'DEPT_HEAD', 'dan+2'))).rejects.toThrow(
      'packet_decision_one_level_a_person',
    );
  });

  it('sign one level between them whichever of them came first', async () => {
    await desk.service.hire('zoe', 'DEPT_HEAD');
    await desk.service.hire('zoe+2', 'AGENT');
    const packetId = await packets.submitted('Signed by Zoe', aReceivableState('10.00'));
    bodyOf(await packets.approve('zoe+2', packetId));
    await declared('zoe+2', 'zoe');
    expect(await packets.approve('zoe', packetId)).toMatchObject({ body: { code: 'ALREADY_SIGNED' } });
    await expect(done(desk.sql.runtime, signature(packetId, 'DEPT_HEAD', 'zoe'))).rejects.toThrow(
      'signed another level',
    );
  });

  it('are published with the human for whom they stand', async () => {
    const [first = '', second = ''] = await Promise.all([desk.idOf('hanna'), desk.idOf('hanna+2')]);
    const events = await desk.service.database.query<{ human: string }>(
      `select distinct on (aggregate_id) convert_from(message, 'utf8')::jsonb -> 'data' ->> 'humanId' as human
         from packet.outbox where aggregate_id::text in ($1, $2) order by aggregate_id, sequence desc`,
      [first, second],
    );
    const least = [first, second].sort()[0];
    expect(events).toEqual([{ human: least }, { human: least }]);
  });

  it('decide no proposal of each other, nor one that gives either something', async () => {
    await declared('ada', 'ada+2', ['alan', 'abel']);
    const id = bodyOf(await desk.propose([desk.row('otto')])).peopleImportId;
    expect(await desk.approve('ada+2', id)).toMatchObject({ status: 403, body: { code: 'OWN_PROPOSAL' } });
    await expect(
      done(
        desk.sql.runtime,
        `update change_request set state = 'APPROVED', decided_on = '2026-03-02', decided_at = now(), decided_by_name = 'ada+2',
                decided_by = '${await desk.idOf('ada+2')}' where change_request_id = '${id}'`,
      ),
    ).rejects.toThrow('is the human who decides it');
    const rows = [desk.row('ada', { role: 'ADMIN' }), desk.row('ada', { role: 'EXECUTIVE' })];
    const gift = bodyOf(await desk.propose(rows, 'alan')).peopleImportId;
    expect(await desk.approve('ada+2', gift)).toMatchObject({ status: 403, body: { code: 'BENEFICIARY' } });
    expect(await desk.approve('abel', gift)).toMatchObject({ status: 200 });
  });

  it('are two again when two administrators say so', async () => {
    const packetId = await submittedByHanna('Prepared by Hanna again');
    expect((await previewed('hanna+2', packetId)).status).toBe(403);
    expect(await desk.declare('separation', 'hanna', 'dan')).toMatchObject({
      status: 409,
      body: { code: 'NOT_DECLARED_ONE_HUMAN' },
    });
    const { changeRequestId } = bodyOf(await desk.declare('separation', 'hanna+2', 'hanna'));
    bodyOf(await desk.approve('alan', changeRequestId));
    expect((await previewed('hanna+2', packetId)).status).toBe(200);
  });

  it('are not the last two administrators', async () => {
    expect(await desk.declare('same-as', 'alan', 'abel')).toMatchObject({ status: 201 });
    const left = ['abel'].map((name) => desk.row(name, { role: 'AUDITOR' }));
    const id = bodyOf(await desk.propose(left)).peopleImportId;
    bodyOf(await desk.approve('alan', id));
    expect(await desk.declare('same-as', 'ada', 'alan')).toMatchObject({
      status: 409,
      body: { code: 'TOO_FEW_ADMINISTRATORS' },
    });
  });
});

it('a human who had signed twice before that was known shows in the checks', async () => {
  await desk.service.hire('eve', 'AGENT');
  await desk.service.hire('eve+2', 'DEPT_HEAD');
  const packetId = await packets.submitted('Signed by Eve twice', aReceivableState('10.00'));
  for (const name of ['eve', 'eve+2']) bodyOf(await packets.approve(name, packetId));
  const broken = async () => {
    const checked = await checkInvariants(desk.sql.owner, packetInvariants);
    return checked.filter(({ violations }) => violations !== 0).map(({ id }) => id);
  };
  expect(await broken()).toEqual([]);
  await declared('eve', 'eve+2');
  expect(await broken()).toEqual(['I7']);
});

describe('the database', () => {
  const pair = async () => {
    const ids = [await desk.idOf('anna'), await desk.idOf('dana')].sort();
    return ids.map((id) => `'${id}'`).join(', ');
  };

  it('lets nobody declare or end it without a request that two administrators decided', async () => {
    const declaration = async (request: string) =>
      `insert into person_same_as (person_same_as_id, person_id, other_person_id, same_from, reason, proposed_by, approved_by,
                                   created_dt, change_request_id)
       select gen_random_uuid(), ${await pair()}, '2026-03-02', 'x', proposed_by, decided_by, now(), change_request_id
         from change_request where ${request}`;
    for (const database of [desk.sql.runtime, desk.sql.owner]) {
      await expect(
        done(database, await declaration(`kind = 'PERSON_SAME_AS' and state = 'APPROVED'`)),
      ).rejects.toThrow('decided by two administrators');
    }
    await expect(
      done(
        desk.sql.runtime,
        `insert into person_separation (person_same_as_id, separate_from, reason, proposed_by, approved_by, created_dt,
                                        change_request_id)
         select person_same_as_id, '2026-03-02', 'x', proposed_by, approved_by, now(), change_request_id
           from standing_person_same_as`,
      ),
    ).rejects.toThrow('decided by two administrators');
  });

  it('lets the service neither join people itself nor take back what was declared', async () => {
    const id = await desk.idOf('anna');
    await expect(
      done(desk.sql.runtime, `update person set human_id = '${id}' where display_name = 'dana'`),
    ).rejects.toThrow('permission denied');
    await expect(done(desk.sql.runtime, 'delete from person_same_as')).rejects.toThrow('permission denied');
    await expect(done(desk.sql.owner, 'delete from person_same_as')).rejects.toThrow('only grows');
  });
});

const signature = (packetId: string, role: string, name: string) =>
  `insert into packet_decision (packet_decision_id, write_off_packet_id, packet_submission_id, round, packet_version,
     version_seen, stage, approver_role, decision, person_id, person_name, role_assignment_id, role_grants, content_hash,
     dossier_hash, decided_dt, decided_on)
   select gen_random_uuid(), write_off_packet_id, packet_submission_id, 1, 99, 98, 1, '${role}', 'APPROVE', person_id,
          display_name, role_assignment_id, '[{}]', content_hash, dossier_hash, now(), '2026-03-02'
     from packet_submission, person join role_assignment using (person_id)
    where write_off_packet_id = '${packetId}' and display_name = '${name}' and role = '${role}'`;
