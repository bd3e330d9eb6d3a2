import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReceivableState } from '../events.fixture.ts';
import { packetDesk, startPacketService } from '../packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;

beforeAll(async () => {
  service = await startPacketService();
  for (const name of ['ada', 'alan']) await service.hire(name, 'ADMIN');
  await service.hire('ulla', { role: 'ADMIN', entity: 'UK01' });
  for (const code of ['UK01', 'US01', 'DE01']) await service.knowEntity(code);
});
afterAll(() => service?.stop());

const steps = [
  { role: 'AGENT' },
  { role: 'DEPT_HEAD' },
  { role: 'VP_CLIENT_ACCOUNTING' },
  { role: 'CFO', from: '25000.00' },
  { role: 'MD', above: '100000.00' },
] as const;
const aPolicy = {
  entity: 'UK01',
  validFrom: '2026-04-01',
  steps: [...steps],
  base: 'COMMISSION' as const,
  splitDays: 60,
  reason: 'The group asked for it',
};

const propose = (given: Partial<typeof aPolicy> = {}, name = 'ada') =>
  service.as(name).post('/v1/policies', { body: { ...aPolicy, ...given } });
const proposed = async (given: Partial<typeof aPolicy>): Promise<string> => {
  const answer = await propose(given);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return bodyOf(answer).changeRequestId;
};
const approve = (id: string, name = 'alan') =>
  service.as(name).post('/v1/change-requests/{id}/approval', { path: { id }, body: {} });
const listed = async (entity: string) => {
  const { items } = bodyOf(await service.as('clara').get('/v1/policies', { query: { entity } }));
  return items;
};

describe('an approval policy', () => {
  it('holds for nothing before another administrator approves it, and then from its day on', async () => {
    const id = await proposed({ entity: 'uk01' });
    expect(await listed('UK01')).toEqual([]);
    expect((await approve(id, 'ada')).body).toMatchObject({ code: 'OWN_PROPOSAL' });
    expect((await approve(id)).status).toBe(200);
    expect(await listed('UK01')).toEqual([
      {
        ...{ entity: 'UK01', version: 1, validFrom: '2026-04-01', base: 'COMMISSION', splitDays: 60 },
        steps: [
          { role: 'AGENT', from: null, above: null },
          { role: 'DEPT_HEAD', from: null, above: null },
          { role: 'VP_CLIENT_ACCOUNTING', from: null, above: null },
          { role: 'CFO', from: { amount: '25000.00', currency: 'USD' }, above: null },
          { role: 'MD', from: null, above: { amount: '100000.00', currency: 'USD' } },
        ],
        proposedBy: expect.objectContaining({ name: 'ada' }),
        approvedBy: expect.objectContaining({ name: 'alan' }),
        ...{ replacedBy: null, changeRequestId: id },
      },
    ]);
  });

  it('is replaced before it holds by one that is decided later and begins earlier', async () => {
    await approve(await proposed({ entity: 'DE01', validFrom: '2026-06-01' }));
    await approve(await proposed({ entity: 'DE01', validFrom: '2026-05-01', splitDays: 45 }));
    expect(await listed('DE01')).toMatchObject([
      { version: 1, validFrom: '2026-06-01', replacedBy: 2 },
      { version: 2, validFrom: '2026-05-01', splitDays: 45, replacedBy: null },
    ]);
  });

  it('of every entity is decided by administrators without limits, one of an entity by those who cover it', async () => {
    expect((await propose({ entity: '*', validFrom: '2026-07-01' }, 'ulla')).body).toMatchObject({
      code: 'ROLE_REQUIRED',
    });
    expect((await propose({ entity: 'US01' }, 'ulla')).body).toMatchObject({ code: 'ROLE_REQUIRED' });
    expect((await propose({ entity: 'UK01', validFrom: '2026-08-01' }, 'ulla')).status).toBe(201);
    expect((await propose({}, 'clara')).status).toBe(403);
  });

  it.each([
    ['of an entity that nobody registered', { entity: 'XX99' }, 'UNKNOWN_ENTITY', '/entity'],
    ['that begins today', { validFrom: '2026-03-02' }, 'VALID_FROM_TOO_EARLY', '/validFrom'],
    ['that began yesterday', { validFrom: '2026-03-01' }, 'VALID_FROM_TOO_EARLY', '/validFrom'],
    ['of the year after next', { validFrom: '2028-01-01' }, 'VALID_FROM_TOO_FAR', '/validFrom'],
    ['that spares small packets a role', { steps: steps.slice(1) }, 'APPROVAL_STEPS_REFUSED', '/steps'],
    [
      'with an amount that is none',
      { steps: [...steps.slice(0, 3), { role: 'CFO', from: '25.000' }, steps[4]] },
      'APPROVAL_STEPS_REFUSED',
      '/steps/3',
    ],
    ['over no day', { splitDays: 0 }, 'INVALID_INPUT', '/splitDays'],
  ] as const)('%s is refused with the field', async (_what, given, code, pointer) => {
    const answer = await propose({ entity: 'US01', ...(given as Partial<typeof aPolicy>) });
    expect(answer.body).toMatchObject({ code, errors: [{ pointer }] });
    expect(await listed('US01')).toEqual([]);
  });
});

it('packets follow the policy of their entity once it holds, and the check finds their routes again', async () => {
  await service.database.query(
    `insert into packet.approval_policy (entity, version, valid_from, steps, base, split_days, created_dt)
     values ('US01', 1, '2026-01-01', $1, 'WHOLE_AMOUNT', 30, '2026-01-01')`,
    [JSON.stringify([...steps.slice(0, 3), { role: 'CFO', from: '900.00' }, steps[4]])],
  );
  const desk = packetDesk(service);
  const open = { revenue: '100.00', payable: '800.00', tax: '0.00', fee: '0.00' };
  const id = await desk.submitted('By the whole amount', aReceivableState('100.00', { opening: open, open }));
  const { body } = await service.as('clara').get('/v1/packets/{id}', { path: { id } });
  expect(body).toMatchObject({ policyVersion: 'US01@1', route: expect.arrayContaining(['CFO']) });
});
