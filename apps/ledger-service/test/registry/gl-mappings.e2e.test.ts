import { randomUUID } from 'node:crypto';
import { EntityChangedV1, GlNameChangedV1 } from '@recoup/contracts/entity-changed.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

let ledger: LedgerUnderTest;
let desk: ReturnType<typeof approvalsFor>;
let accountant: string;
let second: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'admin-1': 'ADMIN',
    'gl-accountant-1': 'GL_ACCOUNTANT',
    'gl-accountant-2': 'GL_ACCOUNTANT',
    'uk-accountant': 'GL_ACCOUNTANT@UK01',
  });
  desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  [accountant, second] = [await ledger.token('gl-accountant-1'), await ledger.token('gl-accountant-2')];
});
afterAll(() => ledger.stop());

const mapping = {
  subsidiaries: { '*': '1' },
  currencies: { USD: '1', EUR: '4' },
  accounts: { AR: '119', CPAY: '201', TAXP: '205', CLEXP: '612' },
};
const propose = (content: object, token = accountant) =>
  ledger.call.post('/v1/gl-mappings', { body: { content, reason: 'the chart has changed' }, token });
const approve = (id: string, token = second) => ledger.approve(id, token);
const decide = async (content: object) => {
  const { changeRequestId } = bodyOf(await propose(content));
  expect(await approve(changeRequestId)).toMatchObject({ status: 200 });
  return changeRequestId;
};
const versions = async () =>
  bodyOf(await ledger.call.get('/v1/gl-mappings', { token: accountant })).items.map(({ version }) => version);
const documentOf = async (packetId: string) => {
  const { items } = bodyOf(
    await ledger.call.get('/v1/gl-documents', { query: { packetId }, token: accountant }),
  );
  return items[0];
};
const writeOff = async (invoice: string) => {
  await desk.importRows(row(invoice, '10.00', '0.00'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf(invoice), {
    packetId,
    totals: { revenue: '10.00', payable: '0.00' },
  });
  await desk.outcomeOf(packetId);
  return packetId;
};

it('a mapping by credit memos is not proposed while an account has no item, which is named', async () => {
  const items = { CLEXP: '801', CPAY: '802' };
  const strategy = 'CREDIT_MEMO';
  expect(await propose({ ...mapping, customers: { '*': '1' }, strategy, items })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/content/items/TAXP', message: expect.stringContaining('must name') }] },
  });
});

it('a mapping by credit memos is not proposed while an exception names another account than that of an item', async () => {
  const content = {
    ...{ ...mapping, customers: { '*': '1' }, strategy: 'CREDIT_MEMO' },
    items: { CLEXP: '801', CPAY: '802', TAXP: '803' },
    accountExceptions: [{ role: 'CLEXP', side: 'fee', department: 'Film', id: '615' }],
  };
  const message = expect.stringContaining('must be left out');
  expect(await propose(content)).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/content/accountExceptions/0', message }] },
  });
  await expect(
    ledger.database.query(
      `insert into ledger.gl_mapping_version (version, content, content_hash, proposed_by, approved_by, created_at)
       values (9, $1, '', 'one', 'other', now())`,
      [content],
    ),
  ).rejects.toThrow('gl_memos_bear_by_items');
});

describe('a version of the mapping', () => {
  it('is the next one once a second GL accountant approves it, and the others learn what it maps', async () => {
    expect(await versions()).toEqual([1]);
    const content = { ...mapping, customers: { 'B-2': '7' } };
    const proposed = bodyOf(await propose(content));
    expect(await versions()).toEqual([1]);
    expect((await approve(proposed.changeRequestId, accountant)).body).toMatchObject({
      code: 'OWN_PROPOSAL',
    });
    expect((await approve(proposed.changeRequestId)).status).toBe(200);

    expect(await versions()).toEqual([2, 1]);
    const path = { version: 2 };
    const held = bodyOf(await ledger.call.get('/v1/gl-mappings/{version}', { path, token: accountant }));
    expect(held).toMatchObject({ content, changeRequestId: proposed.changeRequestId });
    expect([held.proposedBy.name, held.approvedBy.name]).toEqual(['gl-accountant-1', 'gl-accountant-2']);
    const published = await ledger.database.query<{ message: Buffer }>(
      `select message from ledger.outbox where topic = 'recoup.entities.v1' order by id desc limit 1`,
    );
    expect(
      published.map(({ message }) => EntityChangedV1.data.parse(JSON.parse(String(message)).data)),
    ).toMatchObject([{ glMapping: { version: '2', currencies: ['EUR', 'USD'] } }]);
  });

  it('shows whoever decides it each row that changes, from and to', async () => {
    const content = {
      ...mapping,
      accounts: { ...mapping.accounts, CLEXP: '613' },
      customers: { 'B-1': '4' },
    };
    const { changeRequestId: id } = bodyOf(await propose(content));
    const shown = bodyOf(await ledger.call.get('/v1/change-requests/{id}', { path: { id }, token: second }));
    expect(shown.before).toEqual({
      version: 2,
      changes: [
        { row: 'accounts CLEXP', from: '612', to: '613' },
        { row: 'customers B-1', from: null, to: '4' },
        { row: 'customers B-2', from: '7', to: null },
      ],
    });
    const another = await propose({ ...content, customers: {} });
    expect(another).toMatchObject({ status: 409, body: { code: 'ALREADY_PROPOSED' } });
    await ledger.call.post('/v1/change-requests/{id}/withdrawal', {
      path: { id },
      body: {},
      token: accountant,
    });
  });

  it('that says what holds already is refused', async () => {
    const refused = await propose({ ...mapping, customers: { 'B-2': '7' } });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'NOTHING_CHANGES', errors: [{ pointer: '/content' }] },
    });
  });

  it.each([
    ['admin-1', 403, 'ROLE_REQUIRED'],
    ['uk-accountant', 403, 'ROLE_REQUIRED'],
  ])('is not proposed by %s', async (who, status, code) => {
    const refused = await propose({ ...mapping, customers: {} }, await ledger.token(who));
    expect(refused).toMatchObject({ status, body: { code } });
  });

  it.each([
    ['accounts', { CASH: '1' }, '/content/accounts/CASH'],
    ['subsidiaries', { US01: '' }, '/content/subsidiaries/US01'],
    ['subsidiaries', { XX99: '1' }, '/content/subsidiaries/XX99'],
    ['currencies', { USX: '1' }, '/content/currencies/USX'],
    ['customers', { 'B-1': 'eid:' }, '/content/customers/B-1'],
    ['departments', { Film: 'eid:Film' }, '/content/departments/Film'],
    ['customers', undefined, '/content/customers'],
    ['strategy', 'BY_HAND', '/content/strategy'],
  ])('is refused with %s %j', async (list, value, pointer) => {
    const refused = await propose({ ...mapping, customers: {}, [list]: value });
    expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT', errors: [{ pointer }] } });
  });

  it('is kept by the database as it was decided, by two', async () => {
    const version = { columns: 'version, content, content_hash, proposed_by, approved_by, created_at' };
    await expect(
      ledger.database.query(
        `insert into ledger.gl_mapping_version (${version.columns}) values (9, '{}', '', 'one', 'one', now())`,
      ),
    ).rejects.toThrow('gl_mapping_approved_by_another');
    for (const content of [
      { departments: { Film: 'eid:Film' } },
      { accountExceptions: [{ role: 'AR', id: 'EID:7' }] },
    ])
      await expect(
        ledger.database.query(
          `insert into ledger.gl_mapping_version (${version.columns}) values (9, $1, '', 'one', 'other', now())`,
          [content],
        ),
      ).rejects.toThrow('gl_ids_can_be_compared');
    await expect(
      ledger.database.query(`update ledger.gl_mapping_version set content = '{}'`),
    ).rejects.toThrow('never changed');
  });
});

describe('a document', () => {
  it('waits for the name that the mapping lacks, and is made by the version that brings it', async () => {
    const packetId = await writeOff('M-1');
    const refused = await eventually(async () => {
      const document = await documentOf(packetId);
      expect(document?.state).toBe('REJECTED');
      return document;
    });
    expect(refused).toMatchObject({ mappingVersion: null, errors: [{ code: 'MAPPING_MISSING' }] });

    await decide({ ...mapping, customers: { 'B-1': '4' } });
    const path = { id: refused?.glDocumentId ?? '' };
    const body = { action: 'RELEASE', reason: 'B-1 has an id' };
    const release = await ledger.call.post('/v1/gl-documents/{id}/resolution', {
      path,
      body,
      token: accountant,
    });
    await approve(bodyOf(release).changeRequestId);
    await eventually(async () => expect(await documentOf(packetId)).toMatchObject({ mappingVersion: 3 }));
  });

  it('keeps the version by which it was made', async () => {
    const packetId = await writeOff('M-2');
    expect(await documentOf(packetId)).toMatchObject({ mappingVersion: 3 });
    await decide({ ...mapping, customers: { '*': '1' } });
    expect(await documentOf(packetId)).toMatchObject({ mappingVersion: 3 });
    await expect(
      ledger.database.query(`update ledger.gl_document set mapping_version = 4 where mapping_version = 3`),
    ).rejects.toThrow('made once');
  });
});

it('a version is published by the names that it has and the one before had not, and the other way round', async () => {
  const said = async () => {
    const rows = await ledger.database.query<{ message: Buffer; sequence: number }>(
      `select message, sequence from ledger.outbox where topic = 'recoup.gl-names.v1' order by id`,
    );
    return rows.map(({ message, sequence }) => {
      const { kind, name, mapped } = GlNameChangedV1.data.parse(JSON.parse(String(message)).data);
      return `${kind} ${name} ${mapped ? 'is' : 'is not'} mapped, ${sequence}`;
    });
  };
  const before = (await said()).length;
  const decided = async (lists: object) => {
    const known = (await said()).length;
    await decide({ ...mapping, ...lists });
    return (await said()).slice(known).sort();
  };
  const named = { customers: { '*': '1', 'B-7': '4' }, vendors: { 'C-7': '9' }, departments: { Film: '5' } };
  expect(await decided(named)).toEqual([
    'CUSTOMER B-7 is mapped, 1',
    'DEPARTMENT Film is mapped, 1',
    'VENDOR C-7 is mapped, 1',
  ]);
  expect(await decided({ ...named, customers: { '*': '1' }, vendors: { 'C-7': '10' } })).toEqual([
    'CUSTOMER B-7 is not mapped, 2',
  ]);
  expect(await decided(named)).toEqual(['CUSTOMER B-7 is mapped, 3']);
  expect((await said()).length - before).toBe(5);
});
