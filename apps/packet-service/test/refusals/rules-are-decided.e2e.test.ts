import { contentHashOf, hashedText } from '@recoup/runtime/change-requests/content-hash';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventOfRequest } from '@recoup/testkit/event-of-request';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done, underSignature } from './statements.fixture.ts';

let standing: Awaited<ReturnType<typeof underSignature>>;
let service: typeof standing.service;
let as: typeof standing.as;
let policy: string;
let rates: string;
let decided: string;

const steps = [
  ...[{ role: 'AGENT' }, { role: 'DEPT_HEAD' }, { role: 'VP_CLIENT_ACCOUNTING' }],
  ...[
    { role: 'CFO', from: '25000.00' },
    { role: 'MD', above: '100000.00' },
  ],
] as const;
const aPolicy = {
  entity: '*',
  validFrom: '2026-04-01',
  steps: [...steps],
  base: 'COMMISSION' as const,
  splitDays: 60,
};

beforeAll(async () => {
  standing = await underSignature();
  ({ service, as } = standing);
  for (const name of ['ada', 'alan']) await service.hire(name, 'ADMIN');
  const body = { ...aPolicy, reason: 'The group asked for it' };
  const propose = async (validFrom: string) =>
    bodyOf(await service.as('ada').post('/v1/policies', { body: { ...body, validFrom } })).changeRequestId;
  decided = await propose('2026-03-10');
  await service.as('alan').post('/v1/change-requests/{id}/approval', { path: { id: decided }, body: {} });
  policy = await propose('2026-04-01');
  const listed = { from: 'GBP', to: 'USD', day: '2026-03-02', rate: '1.2700' };
  rates = bodyOf(
    await service.as('ada').post('/v1/rates', { body: { source: 'Bank', rates: [listed] } }),
  ).changeRequestId;
});
afterAll(() => standing?.stop());

/** Decides a request in the same transaction, as far as the database lets anybody. */
const approving = (id: string) =>
  `update change_request set state = 'APPROVED', decided_by = person_id::text, decided_by_name = 'alan', decided_at = now(),
     decided_on = '2026-03-02' from person where display_name = 'alan' and change_request_id = '${id}'`;

const policyRow = (given: Partial<typeof aPolicy> = {}, request = `'${policy}'`) => {
  const { entity, validFrom, steps: listed, base, splitDays } = { ...aPolicy, ...given };
  return `insert into approval_policy (entity, version, valid_from, steps, base, split_days, change_request_id, created_dt)
    values ('${entity}', 9, '${validFrom}', '${JSON.stringify(listed)}', '${base}', ${splitDays}, ${request}, now())`;
};
const rateRow = (given: { day?: string; rate?: number; source?: string } = {}, request = `'${rates}'`) => {
  const { day, rate, source } = { day: '2026-03-02', rate: 12_700, source: 'Bank', ...given };
  return `insert into fx_rate (fx_rate_id, from_currency, to_currency, rate_day, version, rate, scale, source, change_request_id,
      listed_dt, listed_by)
    values (gen_random_uuid(), 'GBP', 'USD', '${day}', 1, ${rate}, 4, '${source}', ${request}, now(), 'alan')`;
};

describe('the role of the service cannot', () => {
  it.each([
    ['decide on a policy alone', () => [policyRow({}, 'null')]],
    ['take one that is only proposed', () => [policyRow()]],
    ['take one that was decided before', () => [policyRow({ validFrom: '2026-03-10' }, `'${decided}'`)]],
    ['have it hold at once', () => [approving(policy), policyRow({ validFrom: '2026-03-02' })]],
    ['make it one of another entity', () => [approving(policy), policyRow({ entity: 'US01' })]],
    [
      'leave out who signs',
      () => [approving(policy), policyRow({ steps: [...steps.slice(0, 3), { role: 'CFO' }] as never })],
    ],
    [
      'raise a limit',
      () => [
        approving(policy),
        policyRow({ steps: [...steps.slice(0, 3), { role: 'CFO', from: '99000.00' }, steps[4]] as never }),
      ],
    ],
    ['watch fewer days', () => [approving(policy), policyRow({ splitDays: 1 })]],
  ])('%s', async (_what, statements) => {
    await expect(done(as.runtime, ...statements())).rejects.toThrow(
      /approval_policy_is_decided|approval_policy_names_the_matrix|decided by two persons/,
    );
  });

  it.each([
    ['list a rate alone', () => [rateRow({}, 'null')]],
    ['list one that is only proposed', () => [rateRow()]],
    ['list another', () => [approving(rates), rateRow({ rate: 22_700 })]],
    ['list it for another day', () => [approving(rates), rateRow({ day: '2026-03-01' })]],
    ['say it is of somebody else', () => [approving(rates), rateRow({ source: 'ECB' })]],
    ['list one for a policy', () => [approving(policy), rateRow({}, `'${policy}'`)]],
  ])('%s', async (_what, statements) => {
    await expect(done(as.runtime, ...statements())).rejects.toThrow('a rate must be decided by two persons');
  });

  it('have one hold on the day on which it is decided', async () => {
    const id = '01a23000-0000-7000-8000-000000000001';
    const payload = { ...aPolicy, entity: 'US01', validFrom: '2026-03-02' };
    const said = { kind: 'APPROVAL_POLICY', subject: 'US01', payload, before: null, validFrom: '2026-03-02' };
    const proposal = `insert into change_request (change_request_id, kind, subject, subject_key, payload, before, hashed_text,
        content_hash, beneficiaries, valid_from, proposed_by, proposed_by_name, proposed_at, expires_at)
      select '${id}', 'APPROVAL_POLICY', 'US01', 'US01', '${JSON.stringify(payload)}', 'null', '${hashedText(said)}',
             '${contentHashOf(said)}', '{}', '2026-03-02', person_id, display_name, now(), now() + interval '1 day'
        from person where display_name = 'ada'`;
    const row = policyRow({ entity: 'US01', validFrom: '2026-03-02' }, `'${id}'`);
    const statements = [proposal, eventOfRequest('packet', id, 'proposed'), approving(id)];
    await done(as.runtime, ...statements, eventOfRequest('packet', id, 'approved'));
    await expect(done(as.runtime, ...statements, row)).rejects.toThrow('decided by two persons');
  });

  it('but what two decide it carries out', async () => {
    const said = (id: string) => eventOfRequest('packet', id, 'approved');
    await done(as.runtime, approving(policy), said(policy), policyRow());
    await done(as.runtime, approving(rates), said(rates), rateRow());
  });
});

it('not even the owner of the tables makes a policy that leaves out a role', async () => {
  const without = { entity: '*', steps: steps.slice(1) as never };
  await expect(done(as.owner, policyRow(without, 'null'))).rejects.toThrow(
    'approval_policy_names_the_matrix',
  );
});
