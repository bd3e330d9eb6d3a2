import { messagingInvariants } from '@recoup/runtime/checks/invariants';
import { brokenBy } from '@recoup/testkit/planted-violation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packetInvariants } from '../src/adapters/postgres/invariants.ts';
import { aReceivableState, executed } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;

/** One packet in euros that is complete, one that waits, one that its rejecter edited afterwards, and one that was cancelled. */
beforeAll(async () => {
  service = await startPacketService();
  const desk = packetDesk(service);
  await service.importRates([{ from: 'EUR', to: 'USD', day: '2026-03-02', rate: '1.0850' }]);
  const inEuros = { currency: 'EUR' };
  const complete = await desk.submitted(
    'Complete',
    aReceivableState('100.00', inEuros),
    aReceivableState('50.00', inEuros),
  );
  await desk.submitted('Waiting', aReceivableState('30.00', inEuros));
  for (const approver of ['anna', 'dana', 'vera']) await desk.approve(approver, complete);
  await executed(service.publish, complete, undefined, true, undefined, {
    ...{ total: { amount: '150.00', currency: 'EUR' }, receivableCount: 2 },
    sides: { revenue: '150.00', payable: '0.00', tax: '0.00', fee: '0.00' },
  });
  await desk.becomes(complete, 'COMPLETE');
  await service.hire('dora', 'CLIENT_ACCOUNTING', 'DEPT_HEAD');
  const rejected = await desk.submitted('Rejected', aReceivableState('20.00'));
  await desk.approve('anna', rejected);
  await desk.reject('dora', rejected, 'one more log');
  await desk.attach('dora', rejected);
  await desk.submit('dora', rejected);
  for (const approver of ['anna', 'dana']) await desk.approve(approver, rejected);
  await desk.becomes(rejected, 'APPROVED_DH');
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
      `insert into packet_contributor select write_off_packet_id, person_id, 'EDITOR', packet_version from packet_decision limit 1`,
    ],
    [
      'drop index packet_decision_one_level_a_person',
      `update packet_decision set person_id = (select person_id from packet_decision where approver_role = 'AGENT' limit 1)
        where approver_role = 'DEPT_HEAD'`,
    ],
    // Who signed two levels turns out to be one human.
    [
      `update person set human_id = (select person_id from person where display_name = 'anna')
        where display_name in ('anna', 'dana')`,
    ],
  ],
  I8: [
    [`delete from packet_decision where approver_role = 'DEPT_HEAD'`],
    [`update write_off_packet set route = array_append(route, 'CFO') where packet_status_cd = 'COMPLETE'`],
    // Each of what the route was found by, altered.
    [`update packet_submission set route = route[1:2] where packet_name = 'Waiting'`],
    [
      `update packet_submission set base_total_minor = base_total_minor + 1, split_total_minor = split_total_minor + 1`,
      'update write_off_packet set base_total_minor = base_total_minor + 1',
    ],
    ['update packet_submission set split_total_minor = 1'],
    ['delete from packet_submission_split'],
    [
      `insert into approval_policy (entity, version, valid_from, steps, base, split_days, created_dt)
       select 'US01', 1, '2026-01-01', steps, base, split_days, '2026-01-01' from approval_policy`,
    ],
    [`update approval_policy set steps = jsonb_set(steps, '{3}', '{"role": "CFO", "from": "0.01"}')`],
    [
      `update approval_policy set base = 'WHOLE_AMOUNT', steps = jsonb_set(steps, '{3}', '{"role": "CFO", "above": "108.49"}')`,
    ],
    ['update packet_submission set base_whole_minor = base_whole_minor + 1'],
    [`delete from packet_submission_policy`],
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
    [
      'alter table packet_submission_line drop constraint submission_line_says_its_text',
      'update packet_submission_line set fee_minor = 1',
    ],
    [`update write_off_packet set total_fee_minor = 1 where packet_status_cd = 'COMPLETE'`],
    ['update write_off_packet set receivable_count = 1'],
    [`update packet_execution_line set executed_commission_minor = 1`],
    // Evidence of another kind, with a hash that fits it.
    [
      `update packet_submission_document set document_kind_cd = 'COURT_DOCUMENT'`,
      'update packet_submission set dossier_hash = submitted_dossier_hash(packet_submission_id)',
      `update packet_decision decision set dossier_hash = submission.dossier_hash
         from packet_submission submission where submission.packet_submission_id = decision.packet_submission_id`,
      `update write_off_packet packet set dossier_hash = submission.dossier_hash
         from packet_submission submission where submission.write_off_packet_id = packet.write_off_packet_id
          and submission.attempt = packet.submission_attempt`,
    ],
  ],
  I12: [
    [`update packet_decision set content_hash = repeat('0', 64) where approver_role = 'AGENT'`],
    [`update packet_submission_line set canonical_text = replace(canonical_text, 'MUSIC', 'MUSIK')`],
    [`update packet_submission_line set due_date = due_date - 1`],
    [`update packet_submission set packet_name = 'Another'`],
    [`update packet_submission_document set sha256 = repeat('0', 64)`],
    [`update write_off_packet set content_hash = repeat('0', 64)`],
    [
      `update packet_receivable set live = false, removed_dt = now(), removed_by_user_id = gen_random_uuid() where live`,
    ],
  ],
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
