import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPeopleDesk } from './people-desk.fixture.ts';

let desk: Awaited<ReturnType<typeof startPeopleDesk>>;
beforeAll(async () => {
  desk = await startPeopleDesk();
  await desk.decide(desk.row('nina', { employee_number: 'E-1' }));
});
afterAll(() => desk?.stop());

const people = async (name: string, query: object = {}) =>
  bodyOf(await desk.service.as(name).get('/v1/people', { query }));

describe('the list of people', () => {
  it('wants a role', async () => {
    await desk.decide(desk.row('olga', { role: '', valid_from: '' }));
    expect(await desk.service.as('olga').get('/v1/people')).toMatchObject({
      status: 403,
      body: { code: 'ROLE_REQUIRED' },
    });
  });

  it('is names alone for whoever chooses somebody', async () => {
    await desk.service.hire('una', { role: 'ADMIN', entity: 'UK01' });
    for (const name of ['clara', 'una'])
      expect((await people(name, { name: ['NINA'] })).items).toEqual([
        {
          ...{ personId: await desk.idOf('nina'), displayName: 'nina', active: true },
          ...{ email: null, employeeNumber: null, oneWith: null, roles: null, conflicts: null },
        },
      ]);
  });

  it('is all that is kept of them for administrators and auditors without limits', async () => {
    for (const name of ['ada', 'audrey'])
      expect((await people(name, { name: ['nina'] })).items).toMatchObject([
        { email: 'nina@example.test', employeeNumber: 'E-1', oneWith: [], roles: [{ role: 'AGENT' }] },
      ]);
  });

  it('goes on page by page, by name', async () => {
    const first = await people('clara', { limit: 3 });
    const second = await people('clara', { limit: 3, after: first.page.next });
    const names = [...first.items, ...second.items].map(({ displayName }) => displayName);
    expect(names).toHaveLength(6);
    expect(names).toEqual([...names].sort());
    expect(first.page.has_more).toBe(true);
    const gone = await people('clara', { active: 'false' });
    expect(gone.items).toEqual([]);
  });
});
