import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPacketService } from '../packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;

beforeAll(async () => {
  service = await startPacketService();
  for (const name of ['greta', 'gustav']) await service.hire(name, 'GL_ACCOUNTANT');
  await service.importRates([{ from: 'EUR', to: 'USD', day: '2026-02-27', rate: '1.0800' }]);
});
afterAll(() => service?.stop());

const aRate = { from: 'EUR', to: 'USD', day: '2026-03-02', rate: '1.0850' };
const propose = (rates: readonly Partial<typeof aRate>[], name = 'greta') =>
  service.as(name).post('/v1/rates', {
    body: { source: 'European Central Bank', rates: rates.map((rate) => ({ ...aRate, ...rate })) },
  });
const proposed = async (...rates: readonly Partial<typeof aRate>[]): Promise<string> => {
  const answer = await propose(rates);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return bodyOf(answer).changeRequestId;
};
const approve = (id: string, name = 'gustav') =>
  service.as(name).post('/v1/change-requests/{id}/approval', { path: { id }, body: {} });
const listed = async () => {
  const { items } = bodyOf(await service.as('clara').get('/v1/rates', { query: { from: 'EUR' } }));
  return items.map(({ day, rate, version, source }) => `${day} ${rate} v${version} ${source}`);
};

describe('exchange rates', () => {
  it('stand once another person approved them, who sees by how much each moved', async () => {
    const id = await proposed({}, { day: '2026-03-01', rate: '1.20' });
    expect(await listed()).toEqual(['2026-02-27 1.0800 v1 seed']);
    const { body } = await service.as('gustav').get('/v1/change-requests/{id}', { path: { id } });
    expect(body).toMatchObject({
      before: [
        { rate: null, previousDay: '2026-02-27', previousRate: '1.0800', movedBasisPoints: 46 },
        { rate: null, previousDay: '2026-02-27', previousRate: '1.0800', movedBasisPoints: 1_111 },
      ],
    });
    expect((await approve(id, 'greta')).body).toMatchObject({ code: 'OWN_PROPOSAL' });
    expect((await approve(id, 'clara')).status).toBe(404);
    expect((await approve(id)).status).toBe(200);
    expect(await listed()).toEqual([
      '2026-03-02 1.0850 v1 European Central Bank',
      '2026-03-01 1.20 v1 European Central Bank',
      '2026-02-27 1.0800 v1 seed',
    ]);
  });

  it('that somebody listed meanwhile make a proposal stale', async () => {
    const [one, other] = [await proposed({ rate: '1.0900' }), await proposed({ rate: '1.0910' })];
    expect((await approve(one)).status).toBe(200);
    expect((await approve(other)).body).toMatchObject({ code: 'CHANGED_SINCE' });
    expect((await listed())[0]).toBe('2026-03-02 1.0900 v2 European Central Bank');
  });

  it.each([
    ['of nothing', { rate: '0' }, '/rates/0/rate'],
    ['of a day to come', { day: '2026-03-03' }, '/rates/0/day'],
    ['into itself', { to: 'EUR' }, '/rates/0/to'],
    ['of no currency', { from: 'EU' }, '/rates/0/from'],
  ])('%s are refused with the field', async (_what, wrong, pointer) => {
    expect((await propose([wrong])).body).toMatchObject({ code: 'RATES_REFUSED', errors: [{ pointer }] });
  });

  it('are proposed by accountants of the general ledger and administrators', async () => {
    expect((await propose([{}], 'clara')).status).toBe(403);
  });
});
