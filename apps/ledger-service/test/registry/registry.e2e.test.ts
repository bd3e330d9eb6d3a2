import { EntityChangedV1 } from '@recoup/contracts/entity-changed.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { header, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

let ledger: LedgerUnderTest;
let accounting: string;
let proposer: string;
let approver: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'admin-1': 'ADMIN',
    'admin-2': 'ADMIN',
    'uk-admin': 'ADMIN@UK01',
  });
  accounting = await ledger.token('client-accounting-1');
  [proposer, approver] = [await ledger.token('admin-1'), await ledger.token('admin-2')];
});
afterAll(() => ledger.stop());

const upload = (invoice: string, entity: string, query: { readonly source?: string } = {}) =>
  ledger.call.post('/v1/imports', {
    query: { asOf: '2026-03-31', ...query },
    token: accounting,
    upload: {
      bytes: [header, row(invoice, '100.00', '0.00').replace('US01', entity)].join('\n'),
      type: 'text/csv',
    },
  });
const approve = (id: string, token = approver) => ledger.approve(id, token);
const france = {
  code: 'FR01',
  name: 'Recoup France',
  functionalCurrency: 'EUR',
  timeZone: 'Europe/Paris',
} as const;
const codesOf = async (list: '/v1/entities' | '/v1/sources') =>
  bodyOf(await ledger.call.get(list, { token: accounting })).items.map(({ code }) => code);

/** What the others were told of an entity, in order. */
const publishedOf = async (code: string) => {
  const rows = await ledger.database.query<{ message: Buffer }>(
    `select message from ledger.outbox where topic = 'recoup.entities.v1' order by id`,
  );
  return rows
    .map(({ message }) => EntityChangedV1.data.parse(JSON.parse(String(message)).data))
    .filter((entity) => entity.code === code);
};

describe('a legal entity', () => {
  it('must exist before its first item, which is refused with the command that makes it', async () => {
    const refused = await upload('FR-1', 'FR01');
    expect(refused).toMatchObject({
      status: 400,
      body: {
        code: 'IMPORT_REJECTED',
        errors: [{ code: 'UNKNOWN_ENTITY', params: { row: 2, column: 'entity', value: 'FR01' } }],
      },
    });
    expect(JSON.stringify(refused.body)).toContain('recoup entities add');
  });

  it('is made by two administrators, with a policy of its own and its months open', async () => {
    const proposed = await ledger.call.post('/v1/entities', { body: france, token: proposer });
    const { changeRequestId } = bodyOf(proposed);
    expect(await codesOf('/v1/entities')).not.toContain('FR01');
    expect((await approve(changeRequestId, proposer)).body).toMatchObject({ code: 'OWN_PROPOSAL' });
    expect((await approve(changeRequestId)).status).toBe(200);

    expect(await codesOf('/v1/entities')).toContain('FR01');
    const made = await ledger.database.query(
      `select content ->> 'payableSide' as payable, proposed_by <> approved_by as two, change_request_id::text as request
         from ledger.policy_version where entity = 'FR01'`,
    );
    expect(made).toEqual([{ payable: 'REVERSE_PAYABLE', two: true, request: changeRequestId }]);
    const months = await ledger.database.query(
      `select month, state from ledger.accounting_period where entity = 'FR01' order by month`,
    );
    expect(months).toEqual([
      { month: '2026-03', state: 'OPEN' },
      { month: '2026-04', state: 'OPEN' },
    ]);
    expect((await upload('FR-1', 'FR01')).status).toBe(201);
  });

  it('is told to the others with what its general ledger can take, as soon as it is made', async () => {
    expect(await publishedOf('FR01')).toEqual([
      {
        ...france,
        entityId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        calendar: 'WEEKDAYS',
        glMapping: {
          ...{ version: '1', accountRoles: ['AR', 'CPAY', 'TAXP', 'CLEXP'], currencies: ['USD'] },
          ...{ clearsInvoices: false, listedNames: [] },
        },
      },
    ]);
    expect(await publishedOf('US01')).toMatchObject([{ timeZone: 'America/New_York' }]);
  });

  it('is not made twice', async () => {
    const again = await ledger.call.post('/v1/entities', { body: france, token: proposer });
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'ENTITY_EXISTS', errors: [{ pointer: '/code' }] },
    });
  });

  it.each([
    ['K-1', 'fr01'],
    ['K-2', 'FR01 '],
    ['K-3', ' Fr01'],
  ])('names %s by %j, too', async (invoice, written) => {
    const again = await ledger.call.post('/v1/entities', {
      body: { ...france, code: written },
      token: proposer,
    });
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'ENTITY_EXISTS', detail: expect.stringContaining('FR01') },
    });
    const listed = await ledger.call.get('/v1/entities', { query: { code: written }, token: accounting });
    expect(bodyOf(listed).items.map(({ code }) => code)).toEqual(['FR01']);
    expect((await upload(invoice, written)).status).toBe(201);
    const [item] = await ledger.database.query(
      'select entity from ledger.billing_item where invoice_number = $1',
      [invoice],
    );
    expect(item).toEqual({ entity: 'FR01' });
  });

  it('waits for one decision, however its code is written, and stands under the zone that was written', async () => {
    const propose = (code: string) =>
      ledger.call.post('/v1/entities', {
        body: { ...france, code, functionalCurrency: 'INR', timeZone: 'Asia/Kolkata' },
        token: proposer,
      });
    const { changeRequestId } = bodyOf(await propose('IN01'));
    expect(await propose('in01')).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_PROPOSED', errors: [{ pointer: '/code' }] },
    });
    const proposed = await ledger.call.get('/v1/change-requests/{id}', {
      path: { id: changeRequestId },
      token: approver,
    });
    expect(proposed.body).toMatchObject({ payload: { rules: { payableSide: 'REVERSE_PAYABLE' } } });
    expect((await approve(changeRequestId)).status).toBe(200);
    expect(await publishedOf('IN01')).toMatchObject([{ timeZone: 'Asia/Kolkata' }]);
  });

  it('is not made twice in letters of another case past the service either', async () => {
    await expect(
      ledger.database.query(
        `insert into ledger.legal_entity (code, code_key, entity_id, name, functional_currency, time_zone, calendar, created_at, created_by)
         values ('fr01', 'fr01', gen_random_uuid(), 'x', 'EUR', 'Europe/Paris', 'WEEKDAYS', now(), 'x')`,
      ),
    ).rejects.toThrow('entity_known_by_key');
  });

  it('keeps its time zone under the name that the zone has', async () => {
    const body = { ...france, code: 'FR05', timeZone: 'europe/paris' };
    const { changeRequestId } = bodyOf(await ledger.call.post('/v1/entities', { body, token: proposer }));
    expect((await approve(changeRequestId)).status).toBe(200);
    expect(await publishedOf('FR05')).toMatchObject([{ timeZone: 'Europe/Paris' }]);
  });

  it('says of a code of 61 letters how long one may be', async () => {
    const body = { ...france, code: 'F'.repeat(61) };
    expect(await ledger.call.post('/v1/entities', { body, token: proposer })).toMatchObject({
      status: 400,
      body: { detail: 'code must have at most 60 characters' },
    });
  });

  it('that is proposed is not there for those whose role covers other entities alone', async () => {
    const body = { ...france, code: 'FR04' };
    const { changeRequestId: id } = bodyOf(await ledger.call.post('/v1/entities', { body, token: proposer }));
    const asked = { path: { id }, token: await ledger.token('uk-admin') };
    const answers = [
      await ledger.call.get('/v1/change-requests/{id}', asked),
      await ledger.call.post('/v1/change-requests/{id}/approval/preview', asked),
      await ledger.call.post('/v1/change-requests/{id}/approval', { ...asked, body: {} }),
      await ledger.call.post('/v1/change-requests/{id}/rejection', { ...asked, body: { reason: 'no' } }),
      await ledger.call.post('/v1/change-requests/{id}/withdrawal', { ...asked, body: {} }),
    ];
    expect(answers.map(({ status, body: answered }) => ({ status, ...answered }))).toMatchObject(
      answers.map(() => ({ status: 404, code: 'NOT_FOUND' })),
    );
    const seen = await ledger.call.get('/v1/change-requests/{id}', { path: { id }, token: proposer });
    expect(seen).toMatchObject({ body: { state: 'PROPOSED', refusedAttempts: { length: 3 } } });
  });

  it('is proposed by nobody whose role covers other entities alone', async () => {
    const body = { ...france, code: 'FR02' };
    const refused = await ledger.call.post('/v1/entities', { body, token: await ledger.token('uk-admin') });
    expect(refused).toMatchObject({ status: 403, body: { code: 'ROLE_REQUIRED' } });
  });

  it.each([
    ['functionalCurrency', 'XYZ'],
    ['functionalCurrency', 'constructor'],
    ['timeZone', 'Europe/Atlantis'],
    ['timeZone', '+05:30'],
    ['code', 'FR 01'],
    ['name', ' '],
    ['name', '\u200b'],
  ])('is refused with %s %j', async (field, value) => {
    const body = { ...france, code: 'FR03', [field]: value };
    const refused = await ledger.call.post('/v1/entities', { body, token: proposer });
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT', errors: [{ pointer: `/${field}` }] },
    });
  });
});

describe('a billing source', () => {
  it('must be registered before its first file', async () => {
    expect(await upload('S-1', 'US01', { source: 'erp-2' })).toMatchObject({
      status: 400,
      body: { code: 'UNKNOWN_SOURCE', errors: [{ pointer: 'query/source' }] },
    });
  });

  it('is registered by two administrators, who decide one proposal however its code is written', async () => {
    const proposed = await ledger.call.post('/v1/sources', { body: { code: 'erp-2' }, token: proposer });
    const alike = await ledger.call.post('/v1/sources', { body: { code: 'Erp\u20102' }, token: proposer });
    expect(alike).toMatchObject({ status: 409, body: { code: 'ALREADY_PROPOSED' } });
    expect((await approve(bodyOf(proposed).changeRequestId)).status).toBe(200);
    expect(await codesOf('/v1/sources')).toContain('erp-2');
    expect((await upload('S-1', 'US01', { source: 'erp-2' })).status).toBe(201);
    expect((await upload('S-2', 'us01', { source: 'ERP-2 ' })).status).toBe(201);
    const again = await ledger.call.post('/v1/sources', { body: { code: 'Erp-2' }, token: proposer });
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'SOURCE_EXISTS', errors: [{ pointer: '/code' }] },
    });
  });

  it('may give each entity debtors of its own: one number is then another party in another entity', async () => {
    const body = { code: 'local', partyPerEntity: true };
    const proposed = await ledger.call.post('/v1/sources', { body, token: proposer });
    await approve(bodyOf(proposed).changeRequestId);
    await upload('L-1', 'US01', { source: 'local' });
    await upload('L-2', 'UK01', { source: 'local' });
    await upload('E-1', 'US01');
    await upload('E-2', 'UK01');
    const debtors = await ledger.database.query(
      `select item.source, count(distinct debtor_id)::int as debtors, count(distinct account_id)::int as accounts
         from ledger.billing_item item join ledger.account using (account_id)
        where invoice_number in ('L-1', 'L-2', 'E-1', 'E-2') group by 1 order by 1`,
    );
    expect(debtors).toEqual([
      { source: 'erp', debtors: 1, accounts: 2 },
      { source: 'local', debtors: 2, accounts: 2 },
    ]);
  });
});
