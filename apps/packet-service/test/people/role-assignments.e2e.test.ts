import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReceivableState } from '../events.fixture.ts';
import { packetDesk } from '../packet-desk.fixture.ts';
import { done } from '../refusals/statements.fixture.ts';
import { startPeopleDesk } from './people-desk.fixture.ts';

let desk: Awaited<ReturnType<typeof startPeopleDesk>>;
let packets: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  desk = await startPeopleDesk();
  packets = packetDesk(desk.service);
});
afterAll(() => desk?.stop());

const asked = async (name: string, query: object) =>
  bodyOf(await desk.service.as(name).get('/v1/role-assignments', { query })).items;
const held = async (on: string, role: 'CFO' | 'AGENT' | 'MD') =>
  (await asked('audrey', { on: [on], role: [role] })).map(({ person }) => person.name);

describe('who held a role on a day', () => {
  it('is answered with who granted it: the seed, or two administrators', async () => {
    const id = await desk.decide(desk.row('nina', { role: 'CFO' }));
    expect(await asked('audrey', { on: ['2026-03-02'], role: ['CFO'] })).toMatchObject([
      { person: { name: 'carl' }, granted: { changeRequestId: null, approvedBy: null }, ended: null },
      {
        person: { name: 'nina', email: 'nina@example.test' },
        validFrom: '2026-01-01',
        granted: {
          ...{ changeRequestId: id, on: '2026-03-02' },
          ...{ proposedBy: { name: 'ada' }, approvedBy: { name: 'alan' } },
        },
      },
    ]);
    expect(await held('2026-03-01', 'CFO')).toEqual([]);
  });

  it('stays answered after the role was taken, with who took it', async () => {
    await desk.decide(desk.row('mona', { role: 'MD' }));
    const id = await desk.decide(desk.row('mona', { role: 'EXECUTIVE' }));
    expect(await held('2026-03-02', 'MD')).toEqual(['mia', 'mona']);
    expect(await held('2026-03-03', 'MD')).toEqual(['mia']);
    expect(await asked('audrey', { role: ['MD'], standing: 'false' })).toMatchObject([
      { person: { name: 'mona' }, ended: { changeRequestId: id, approvedBy: { name: 'alan' } } },
    ]);
  });

  it('names the roles with which it conflicts, and the exception', async () => {
    const excepted = { exception_reason: 'only two here', exception_until: '2026-06-30' };
    await desk.decide(
      desk.row('yara', { role: 'AGENT' }),
      desk.row('yara', { role: 'CLIENT_ACCOUNTING', ...excepted }),
    );
    const personId = [await desk.idOf('yara')];
    expect(await asked('ada', { personId, exception: 'true' })).toMatchObject([
      {
        ...{ role: 'CLIENT_ACCOUNTING', conflictsWith: ['AGENT'], validUntil: '2026-06-30' },
        exception: { reason: 'only two here', until: '2026-06-30' },
      },
    ]);
  });

  it('is one file for an access review', async () => {
    const answer = await desk.service.as('audrey').get('/v1/role-assignments', {
      query: { on: ['2026-03-02'], role: ['CFO'], format: 'csv' },
    });
    const [header = '', first = ''] = String(answer.body).split('\r\n');
    expect(header).toContain('display_name,email,active,role_assignment_id,role,entity');
    expect(first).toMatch(/,carl,carl@example.test,true,.*,CFO,.*,SEED,/);
  });

  it('is for administrators and auditors, as far as their scope goes', async () => {
    expect(await desk.service.as('clara').get('/v1/role-assignments')).toMatchObject({ status: 403 });
    await desk.service.hire('una', { role: 'AUDITOR', entity: 'UK01' });
    await desk.service.hire('ulf', { role: 'AGENT', entity: 'UK01' });
    expect((await asked('una', {})).map(({ person }) => person.name)).toEqual(['ulf', 'una']);
  });
});

it('a decision keeps by which assignment its author held the role', async () => {
  const packetId = await packets.submitted('Signed by Anna', aReceivableState('10.00'));
  bodyOf(await packets.approve('anna', packetId));
  const kept = await desk.service.database.query(
    `select held.role, person.display_name as name, decision.role_grants -> 0 ->> 'roleAssignmentId' = held.role_assignment_id::text as same
       from packet.packet_decision decision join packet.role_assignment held using (role_assignment_id)
       join packet.person on person.person_id = held.person_id where write_off_packet_id = $1`,
    [packetId],
  );
  expect(kept).toEqual([{ role: 'AGENT', name: 'anna', same: true }]);
});

describe('the database', () => {
  it('keeps every assignment as it was granted, for the service and for the owner of its tables', async () => {
    const { runtime, owner } = desk.sql;
    for (const statement of [
      `update role_assignment set role = 'CFO' where role = 'AGENT'`,
      `update role_assignment set valid_until = null, valid_from = '2019-01-01'`,
      'delete from role_assignment',
      'truncate role_assignment cascade',
    ]) {
      await expect(done(owner, statement)).rejects.toThrow(/ended once|only grows/);
      await expect(done(runtime, statement)).rejects.toThrow('permission denied');
    }
  });

  it('lets nobody grant or end one without a list that two administrators decided', async () => {
    const grant = (request: string) =>
      `insert into role_assignment (role_assignment_id, person_id, role, valid_from, granted_dt, granted_on, granted_by_request_id)
       select gen_random_uuid(), person_id, 'CFO', '2026-01-01', now(), '2026-03-02', ${request}
         from person where display_name = 'clara'`;
    const approved = `(select change_request_id from change_request where state = 'APPROVED' limit 1)`;
    for (const request of ['null', approved])
      await expect(done(desk.sql.runtime, grant(request))).rejects.toThrow('must stand in a list');
    await expect(
      done(
        desk.sql.runtime,
        `update role_assignment set ended_dt = now(), ended_on = '2026-03-02', ended_by_request_id = ${approved}
          where ended_dt is null and role = 'CFO'`,
      ),
    ).rejects.toThrow('a role ends by a list');
  });

  it('lets nobody give an account to somebody, or take one, without such a list', async () => {
    await expect(
      done(
        desk.sql.runtime,
        `insert into person_identity select issuer, 'mallory', person_id from person_identity limit 1`,
      ),
    ).rejects.toThrow('an account must stand in a list');
    await expect(done(desk.sql.runtime, 'delete from person_identity')).rejects.toThrow(
      'accounts change by a list',
    );
    await expect(done(desk.sql.runtime, 'update person set active = not active')).rejects.toThrow(
      'people change by a request',
    );
  });

  it('lets no role by exception outlast the exception', async () => {
    await expect(
      done(
        desk.sql.owner,
        'alter table role_assignment disable trigger user',
        `insert into role_assignment (role_assignment_id, person_id, role, valid_from, valid_until, exception_reason,
                                      exception_until, granted_dt, granted_on)
         select gen_random_uuid(), person_id, 'CFO', '2026-01-01', '2026-07-01', 'x', '2026-06-30', now(), '2026-03-02'
           from person where display_name = 'clara'`,
      ),
    ).rejects.toThrow('role_ends_with_its_exception');
  });
});
