import { bodyOf } from '@recoup/testkit/api-client';
import { fileExample } from '@recoup/testkit/file-example';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPacketService } from '../packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;

const header =
  'email,display_name,active,issuer,subject,role,entity,department,client_id,valid_from,valid_until,exception_reason,exception_until';
let issuer: string;

const row = (name: string, role: string, more = ',') =>
  `${name}@example.test,${name},true,${issuer},${name},${role},,,,2026-01-01,,${more}`;
const propose = (lines: readonly string[], name = 'ada') =>
  service.as(name).post('/v1/people/imports', {
    upload: { bytes: [header, ...lines].join('\n'), type: 'text/csv' },
  });
const proposed = async (...lines: readonly string[]): Promise<string> => {
  const answer = await propose(lines);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return bodyOf(answer).peopleImportId;
};
const approve = (name: string, id: string) =>
  service.as(name).post('/v1/change-requests/{id}/approval', { path: { id }, body: {} });
const one = async (id: string) =>
  (await service.as('audrey').get('/v1/people/imports/{id}', { path: { id } })).body;
const published = (name: string) =>
  service.database.query<{ sequence: number; roles: string }>(
    `select sequence, convert_from(message, 'utf8')::jsonb -> 'data' -> 'roles' ->> 0 as roles from packet.outbox
      where event_type = 'recoup.person.changed.v1'
        and convert_from(message, 'utf8')::jsonb -> 'data' ->> 'displayName' = $1 order by id`,
    [name],
  );

beforeAll(async () => {
  service = await startPacketService();
  await service.hire('ada', 'ADMIN');
  await service.hire('alan', 'ADMIN');
  const [known] = await service.database.query<{ issuer: string }>(
    'select issuer from packet.person_identity limit 1',
  );
  issuer = known?.issuer ?? '';
});
afterAll(() => service?.stop());

describe('a list of people', () => {
  it('changes nobody before another administrator approves it, and then lets them in at once', async () => {
    const answer = await propose([row('nina', 'AGENT'), row('clara', 'CLIENT_ACCOUNTING')]);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      state: 'PROPOSED',
      counts: { new: 1, changed: 1, unchanged: 0 },
      changes: [
        { line: 2, effect: 'NEW', personId: null, before: null, after: { displayName: 'nina' } },
        {
          line: 3,
          effect: 'CHANGED',
          before: { roles: [{ role: 'CLIENT_ACCOUNTING', validFrom: '2020-01-01' }] },
          after: { roles: [{ role: 'CLIENT_ACCOUNTING', validFrom: '2026-01-01' }] },
        },
      ],
    });
    expect(await service.as('nina').get('/v1/people')).toMatchObject({ status: 403 });
    expect(await published('nina')).toEqual([]);

    const id = bodyOf(answer).peopleImportId;
    expect(await approve('alan', id)).toMatchObject({
      status: 200,
      body: { state: 'APPROVED', decidedBy: { name: 'alan' }, proposedBy: { name: 'ada' } },
    });
    expect(await service.as('nina').get('/v1/people')).toMatchObject({ status: 200 });
    expect(await published('nina')).toMatchObject([{ sequence: 1 }]);
    expect((await published('clara')).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('proposed again changes nobody and tells nobody', async () => {
    const lines = [row('paul', 'AGENT')];
    await approve('alan', await proposed(...lines));
    const again = await proposed(...lines);
    expect(await one(again)).toMatchObject({ counts: { new: 0, changed: 0, unchanged: 1 } });
    expect(await approve('alan', again)).toMatchObject({ status: 200 });
    expect(await published('paul')).toHaveLength(1);
  });

  it('is taken as JSON too, and listed newest first', async () => {
    const names = header.split(',');
    const values = row('jana', 'AUDITOR').split(',');
    const body = [Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))];
    const answer = await service.as('ada').post('/v1/people/imports', { body });
    expect(answer.status).toBe(201);
    const { peopleImportId } = bodyOf(answer);
    const imports = service.as('audrey');
    const { items, page } = bodyOf(await imports.get('/v1/people/imports', { query: { limit: 1 } }));
    expect(items[0]?.peopleImportId).toBe(peopleImportId);
    const after = String(page.next);
    const older = await imports.get('/v1/people/imports', { query: { limit: 50, after } });
    expect(JSON.stringify(bodyOf(older))).not.toContain(peopleImportId);
  });

  it('is valid as the document of the API shows it', async () => {
    const upload = { bytes: fileExample('packet', '/v1/people/imports'), type: 'text/csv' };
    const answer = await service.as('ada').post('/v1/people/imports', { upload });
    expect(answer).toMatchObject({ status: 201, body: { counts: { new: 1, changed: 0, unchanged: 0 } } });
  });

  it('lets somebody go: whoever is no longer active is nobody at the next request', async () => {
    await service.hire('gone', 'AGENT');
    const line = row('gone', 'AGENT').replace(',true,', ',false,');
    await approve('alan', await proposed(line));
    expect(await service.as('gone').get('/v1/people')).toMatchObject({
      status: 403,
      body: {
        code: 'UNKNOWN_PERSON',
        detail: 'You are deactivated in Recoup. Ask an administrator to activate you.',
      },
    });
  });
});

describe('the second person', () => {
  it('is never the proposer; the attempt is kept and nothing changes', async () => {
    const id = await proposed(row('otto', 'AGENT'));
    expect(await approve('ada', id)).toMatchObject({ status: 403, body: { code: 'OWN_PROPOSAL' } });
    expect(await one(id)).toMatchObject({
      state: 'PROPOSED',
      refusedAttempts: [{ action: 'APPROVE', reason: 'own-proposal', by: { name: 'ada' } }],
    });
    expect(await published('otto')).toEqual([]);
  });

  it('is an administrator; another attempt is kept as well', async () => {
    const id = await proposed(row('otto', 'AGENT'));
    expect(await approve('carl', id)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(await one(id)).toMatchObject({
      refusedAttempts: [{ reason: 'role-missing', by: { name: 'carl' } }],
    });
    expect(await propose([row('otto', 'AGENT')], 'clara')).toMatchObject({ status: 403 });
    expect(await service.as('clara').get('/v1/people/imports')).toMatchObject({ status: 403 });
  });

  it('decides once, whether two do it at the same instant or one after the other', async () => {
    await service.hire('abel', 'ADMIN');
    const id = await proposed(row('uwe', 'AGENT'));
    const answers = await Promise.all([approve('alan', id), approve('abel', id), approve('alan', id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await approve('alan', id)).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
    expect(await published('uwe')).toHaveLength(1);
  });

  it('is nobody whom the list gives something, whatever their role', async () => {
    await service.hire('anja', 'ADMIN');
    const id = await proposed(row('anja', 'ADMIN'), row('anja', 'EXECUTIVE'));
    expect(await one(id)).toMatchObject({ beneficiaries: [expect.any(String)] });
    expect(await approve('anja', id)).toMatchObject({ status: 403, body: { code: 'BENEFICIARY' } });
    expect(await approve('alan', id)).toMatchObject({ status: 200 });
  });

  it('is an administrator without limits, since the people may sign anywhere', async () => {
    await service.hire('lena', { role: 'ADMIN', entity: 'UK01' });
    const id = await proposed(row('olga', 'AGENT'));
    expect(await approve('lena', id)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(await propose([row('pia', 'AGENT')], 'lena')).toMatchObject({ status: 403 });
    expect(await service.as('lena').get('/v1/people/imports/{id}', { path: { id } })).toMatchObject({
      status: 404,
    });
  });

  it('sees beforehand what a list, and an approval of it, would do', async () => {
    const upload = { bytes: [header, row('quin', 'AGENT')].join('\n'), type: 'text/csv' };
    expect(await service.as('ada').post('/v1/people/imports/preview', { upload })).toMatchObject({
      status: 200,
      body: { state: 'PROPOSED', changes: [{ effect: 'NEW', after: { displayName: 'quin' } }] },
    });
    const id = await proposed(row('quin', 'AGENT'));
    const path = { id };
    const preview = (name: string) =>
      service.as(name).post('/v1/change-requests/{id}/approval/preview', { path });
    expect(await preview('ada')).toMatchObject({ status: 403, body: { code: 'OWN_PROPOSAL' } });
    expect(await preview('alan')).toMatchObject({ status: 200, body: { state: 'APPROVED' } });
    expect(await one(id)).toMatchObject({ state: 'PROPOSED', refusedAttempts: [] });
    expect(
      await service.as('audrey').get('/v1/change-requests', { query: { state: ['PROPOSED'] } }),
    ).toMatchObject({
      status: 200,
      body: {
        items: expect.arrayContaining([expect.objectContaining({ changeRequestId: id, kind: 'PEOPLE' })]),
      },
    });
    expect(await service.as('audrey').get('/v1/change-requests/{id}', { path })).toMatchObject({
      body: { payload: [{ person: { displayName: 'quin' } }], before: [{ effect: 'NEW' }] },
    });
  });

  it('may turn it down with a reason; then it cannot be approved any more', async () => {
    const id = await proposed(row('tom', 'AGENT'));
    const reject = (reason: string) =>
      service.as('alan').post('/v1/change-requests/{id}/rejection', { path: { id }, body: { reason } });
    expect(await reject(' ')).toMatchObject({ status: 400, body: { errors: [{ pointer: '/reason' }] } });
    expect(await reject('Tom left')).toMatchObject({
      status: 200,
      body: { state: 'REJECTED', decisionReason: 'Tom left' },
    });
    expect(await approve('alan', id)).toMatchObject({ status: 409 });
    expect(await published('tom')).toEqual([]);
  });

  it('approves what they saw: when somebody has changed since, the list is proposed again', async () => {
    const [first, second] = [await proposed(row('rita', 'AGENT')), await proposed(row('rita', 'AUDITOR'))];
    await approve('alan', first);
    expect(await approve('alan', second)).toMatchObject({
      status: 409,
      body: { code: 'PEOPLE_CHANGED', changed: ['rita'] },
    });
  });

  it('is demanded by the database too, and what was proposed cannot be altered there', async () => {
    const id = await proposed(row('sven', 'AGENT'));
    await expect(
      service.database.query(
        `update packet.change_request set state = 'APPROVED', decided_by = proposed_by, decided_by_name = 'ada',
                decided_at = proposed_at, decided_on = date '2026-03-02' where change_request_id = $1`,
        [id],
      ),
    ).rejects.toThrow(/change_request_approved_by_another/);
    const asService = (statement: string) =>
      service.database.query(`set role recoup_packet; ${statement}; reset role`);
    await expect(asService(`update packet.change_request set payload = '[]'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(service.database.query('delete from packet.change_request')).rejects.toThrow(/decided once/);
  });
});

describe('a list that is not right', () => {
  it('is refused whole, every row at fault named by line and column', async () => {
    const answer = await propose([
      row('vera2', 'AGENT'),
      row('willy', 'KING'),
      row('xena', 'AGENT').replace('2026-01-01', 'soon'),
    ]);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'PEOPLE_REJECTED',
        errors: [
          {
            pointer: '/rows/3/role',
            code: 'UNKNOWN_ROLE',
            params: { row: 3, column: 'role', value: 'KING' },
          },
          { pointer: '/rows/4/valid_from', code: 'NOT_A_DATE' },
        ],
      },
    });
    expect(await published('vera2')).toEqual([]);
  });

  it.each([
    ['nothing at all', ''],
    ['too few fields', 'a,b'],
    ['an open quote', `"${'x'.repeat(10)}`],
  ])('because it holds %s is refused without a fault', async (_name, line) => {
    expect(await propose(line === '' ? [] : [line])).toMatchObject({
      status: 400,
      body: { code: 'PEOPLE_REJECTED' },
    });
  });

  it('because roles conflict needs a dated, reasoned exception, which people then show', async () => {
    const roles = (more: string) => [row('yara', 'AGENT'), row('yara', 'CLIENT_ACCOUNTING', more)];
    expect(await propose(roles(','))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/rows/3/role', code: 'ROLE_CONFLICT' }] },
    });
    await approve('alan', await proposed(...roles('only two in this office,2026-06-30')));
    const { items } = bodyOf(await service.as('audrey').get('/v1/people'));
    expect(items.find((person) => person.displayName === 'yara')?.conflicts).toEqual([
      {
        one: 'CLIENT_ACCOUNTING',
        other: 'AGENT',
        exception: { reason: 'only two in this office', until: '2026-06-30' },
      },
    ]);
  });
});
