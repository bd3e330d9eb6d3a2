import { messagingInvariants } from '@recoup/runtime/checks/invariants';
import { brokenBy } from '@recoup/testkit/planted-violation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packetInvariants } from '../src/adapters/postgres/invariants.ts';
import { aReceivableState, executed } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;

/** One packet that is complete and one that was cancelled. */
beforeAll(async () => {
  service = await startPacketService();
  const desk = packetDesk(service);
  const complete = await desk.submitted('Complete', aReceivableState('100.00'), aReceivableState('50.00'));
  for (const approver of ['anna', 'dana', 'vera']) await desk.approve(approver, complete);
  await executed(service.publish, complete);
  await desk.becomes(complete, 'COMPLETE');
  const cancelled = await desk.draft('Cancelled', aReceivableState('70.00'));
  await desk.step('clara', cancelled, 'cancellation', {});
  await desk.becomes(cancelled, 'CANCELLED');
  await service.hire('ada', 'ADMIN');
  await service.hire('alan', 'ADMIN');
  await proposeTom();
});
afterAll(() => service?.stop());

const proposeTom = async () => {
  const [known] = await service.database.query<{ issuer: string }>(
    'select issuer from packet.person_identity',
  );
  const tom = {
    ...{
      email: 'tom@example.test',
      display_name: 'tom',
      active: 'true',
      issuer: known?.issuer,
      subject: 'tom',
    },
    ...{
      role: 'AGENT',
      entity: '',
      department: '',
      client_id: '',
      valid_from: '2026-01-01',
      valid_until: '',
    },
    ...{ exception_reason: '', exception_until: '' },
  };
  const bytes = [Object.keys(tom), Object.values(tom)].map((line) => line.join(',')).join('\n');
  const proposed = await service
    .as('ada')
    .post('/v1/people/imports', { upload: { bytes, type: 'text/csv' } });
  expect(proposed).toMatchObject({ status: 201 });
};

const planted: Readonly<Record<string, readonly (readonly string[])[]>> = {
  I7: [
    [
      `insert into packet_contributor select write_off_packet_id, person_id, 'EDITOR' from packet_decision limit 1`,
    ],
    [
      'drop index packet_decision_one_level_a_person',
      `update packet_decision set person_id = (select person_id from packet_decision where approver_role = 'AGENT')
        where approver_role = 'DEPT_HEAD'`,
    ],
  ],
  I8: [
    [`delete from packet_decision where approver_role = 'DEPT_HEAD'`],
    [`update write_off_packet set route = array_append(route, 'CFO') where packet_status_cd = 'COMPLETE'`],
  ],
  I9: [
    [`update write_off_packet set version = version + 1 where packet_status_cd = 'COMPLETE'`],
    [`delete from packet_status_history where packet_version = 2`],
  ],
  I10: [
    [`update packet_receivable set live = true where not live`],
    [
      'drop index packet_receivable_one_live_packet',
      `insert into packet_receivable select (jsonb_populate_record(packet_receivable, jsonb_build_object(
         'packet_receivable_id', gen_random_uuid(), 'write_off_packet_id', gen_random_uuid()))).*
         from packet_receivable where live limit 1`,
    ],
  ],
  I11: [
    ['update packet_receivable set commission_minor = commission_minor + 1 where live'],
    [
      'update packet_receivable set eligibility_criteria_cd = null where live',
      `update write_off_packet set packet_eligibility_criteria_cd = null where packet_status_cd = 'COMPLETE'`,
    ],
  ],
  I12: [[`update packet_decision set content_hash = repeat('0', 64) where approver_role = 'AGENT'`]],
  'I26-content': [[`update change_request set payload = '[]'`]],
  'I26-published': [
    [`update change_request set proposed_at = proposed_at - interval '1 day'`],
    [
      `update change_request set state = 'APPROVED', decided_by = (select person_id from person where display_name = 'clara'), decided_by_name = 'x', decided_at = now(),
              decided_on = '2026-03-31'`,
    ],
  ],
  'I26-people': [[`delete from person where display_name = 'ada'`]],
};
const all = [...packetInvariants, ...messagingInvariants];
const broken = (statements: readonly string[]) => brokenBy(service.database, 'packet', all, statements);

it('every promise about packets is broken on purpose here', () => {
  expect(Object.keys(planted)).toEqual(packetInvariants.map(({ id }) => id));
});

it('nothing is broken by packets as people make and end them', async () => {
  expect(await broken([])).toEqual([]);
});

it.each(
  Object.entries(planted).flatMap(([id, ways]) => ways.map((statements, way) => ({ id, way, statements }))),
)('$id, and nothing else, shows when it is broken, way $way', async ({ id, statements }) => {
  expect(await broken(statements)).toEqual([id]);
});
