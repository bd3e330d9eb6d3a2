import { randomUUID } from 'node:crypto';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, header, recoveryOf, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

const people = {
  'client-accounting-1': 'CLIENT_ACCOUNTING',
  'auditor-1': 'AUDITOR',
  'gl-accountant-1': 'GL_ACCOUNTANT',
  'gl-accountant-2': 'GL_ACCOUNTANT',
};
const mapping = {
  ...{ subsidiaries: { '*': '1' }, currencies: { USD: '1' }, customers: { '*': 'eid:*' } },
  accounts: { AR: '119', CPAY: '201', CLEXP: '612' },
  items: { CPAY: '802', CLEXP: '801' },
};

let ledger: LedgerUnderTest;
let desk: ReturnType<typeof approvalsFor>;
let tokens: Record<keyof typeof people, string>;

beforeAll(async () => {
  ledger = await ledgerUnderTest(people);
  const names = Object.keys(people);
  const given = await Promise.all(names.map(async (name) => [name, await ledger.token(name)] as const));
  tokens = { ...people, ...Object.fromEntries(given) };
  desk = approvalsFor(ledger, tokens['client-accounting-1']);
});
afterAll(() => ledger?.stop());

const postBy = async (strategy: string, of: object = mapping) => {
  const proposal = { content: { ...of, strategy }, reason: 'how write-offs are posted' };
  const proposed = await ledger.call.post('/v1/gl-mappings', {
    body: proposal,
    token: tokens['gl-accountant-1'],
  });
  expect(proposed).toMatchObject({ status: 201 });
  const approved = await ledger.approve(bodyOf(proposed).changeRequestId, tokens['gl-accountant-2']);
  expect(approved).toMatchObject({ status: 200 });
};

/** Takes in invoices with 10.00 of ours and 90.00 of the client's open, each known to the general ledger by an id. */
const importInvoices = (...ids: readonly (readonly [string, string])[]) => importInto('Film', ...ids);
const importInto = async (department: string, ...ids: readonly (readonly [string, string])[]) => {
  const rows = ids.map(
    ([invoice, id]) => `${row(invoice, '10.00', '90.00').replace('Film', department)},${id}`,
  );
  const taken = await ledger.call.post('/v1/imports', {
    query: { asOf: '2026-03-31' },
    token: tokens['client-accounting-1'],
    upload: { bytes: [`${header},gl_reference`, ...rows].join('\n'), type: 'text/csv' },
  });
  expect(taken).toMatchObject({ status: 201 });
};
const writeOff = async (...invoices: readonly string[]) => {
  const packetId = randomUUID();
  const [revenue, payable] = [invoices.length * 10, invoices.length * 90].map((amount) => amount.toFixed(2));
  await desk.approve(await desk.linesOf(...invoices), {
    packetId,
    totals: { revenue: revenue ?? '', payable: payable ?? '' },
  });
  await desk.outcomeOf(packetId);
  return packetId;
};
const recover = async (packetId: string, receivables: number) => {
  await ledger.bus.publish([
    eventRecord(PacketRecoveryRequestedV1, packetId, 3, recoveryOf(packetId, receivables)),
  ]);
};

type Document = {
  readonly key: string;
  readonly step: string;
  readonly total: string;
  readonly after: string | null;
  readonly said: object | null;
};
/** The documents of a packet by their keys, without the part that names the packet. */
const documentsOf = (packetId: string, count: number) =>
  eventually(async () => {
    const found = await ledger.database.query<Document>(
      `select substring(document.external_id from 'USD-1-(.*)$') as key, document.step, document.total_minor::text as total,
              substring(earlier.external_id from 'USD-1-(.*)$') as after, convert_from(document.body, 'UTF8')::jsonb as said
         from ledger.gl_document document join ledger.posting_event event using (posting_event_id)
         left join ledger.gl_document earlier on earlier.gl_document_id = document.after_document_id
        where source_id = $1 order by 1`,
      [packetId],
    );
    expect(found).toHaveLength(count);
    return found;
  });
const broken = async (): Promise<readonly string[]> => {
  const { invariants } = bodyOf(await ledger.call.get('/v1/checks', { token: tokens['auditor-1'] }));
  return invariants.filter(({ id, violations }) => /^I4-/.test(id) && violations !== 0).map(({ id }) => id);
};
/** Does to documents what no role can. */
const bypassing = async (statement: string, values: readonly string[] = []) => {
  const aside = (what: 'disable' | 'enable') =>
    ledger.database.query(`alter table ledger.gl_document ${what} trigger all`);
  await aside('disable');
  await ledger.database.query(statement, [...values]);
  await aside('enable');
};
/** Changes what was sent. */
const bend = (packetId: string, step: string, column: string, from: string, to: string) =>
  bypassing(
    `update ledger.gl_document document set ${column} = convert_to(replace(convert_from(document.${column}, 'UTF8'), $3, $4), 'UTF8')
       from ledger.posting_event event
      where event.posting_event_id = document.posting_event_id and source_id = $1 and document.step = $2`,
    [packetId, step, from, to],
  );

/** What events of a type say of a packet, or of its documents. */
const saidOf = (packetId: string, type: string) =>
  eventually(async () => {
    const rows = await ledger.database.query<{ data: object }>(
      `select convert_from(message, 'UTF8')::jsonb -> 'data' as data from ledger.outbox
        where aggregate_id = $1 and event_type = $2 order by id`,
      [packetId, `recoup.ledger.${type}.v1`],
    );
    expect(rows).not.toEqual([]);
    return rows.map(({ data }) => data);
  });

describe('a journal whose credit is applied', () => {
  let packetId: string;
  beforeAll(async () => {
    await postBy('JOURNAL_AND_APPLICATION');
    await importInvoices(['APPLIED-1', '7001'], ['APPLIED-2', '7002']);
    packetId = await writeOff('APPLIED-1', 'APPLIED-2');
  });

  it('is followed by a payment of zero that closes the invoices, which moves nothing in the books', async () => {
    const [journal, application] = await documentsOf(packetId, 2);
    expect(journal).toMatchObject({ key: 'E-1', step: 'JOURNAL', total: '20000', after: null });
    expect(application).toMatchObject({
      ...{ key: 'E-2', step: 'APPLICATION', total: '0', after: 'E-1' },
      said: {
        ...{ customer: { id: 'eid:B-1' }, payment: 0, tranDate: '2026-03-31' },
        apply: {
          items: [
            { doc: { id: '7001' }, apply: true, amount: 100 },
            { doc: { id: '7002' }, apply: true, amount: 100 },
          ],
        },
        credit: { items: [{ amount: 20 }, { amount: 180 }] },
      },
    });
    expect(await saidOf(packetId, 'write-off-executed')).toMatchObject([{ documentCount: 2 }]);
    expect(await broken()).toEqual([]);
  });

  it.each([
    ['body', '"amount":180', '"amount":170'],
    ['body', '"amount":100', '"amount":90'],
  ])('is not applied in part: its %s that says %s is not right with %s', async (column, from, to) => {
    await bend(packetId, 'APPLICATION', column, from, to);
    expect(await broken()).toEqual(['I4-application']);
    await bend(packetId, 'APPLICATION', column, to, from);
    expect(await broken()).toEqual([]);
  });

  it('is not left without its application', async () => {
    const ofPacket = `gl_document.step = 'APPLICATION' and posting_event_id in
      (select posting_event_id from ledger.posting_event where source_id = '${packetId}')`;
    await ledger.database.query(
      `create table ledger.kept_application as select * from ledger.gl_document where ${ofPacket}`,
    );
    await bypassing(`delete from ledger.gl_document where ${ofPacket}`);
    expect(await broken()).toEqual(['I4-application']);
    await bypassing('insert into ledger.gl_document select * from ledger.kept_application');
    await ledger.database.query('drop table ledger.kept_application');
    expect(await broken()).toEqual([]);
  });

  it('is taken back by its mirror alone: what it was applied to stays applied', async () => {
    await recover(packetId, 2);
    const documents = await documentsOf(packetId, 3);
    expect(documents.map(({ key, step, after }) => [key, step, after])).toEqual([
      ['E-1', 'JOURNAL', null],
      ['E-2', 'APPLICATION', 'E-1'],
      ['R-1', 'JOURNAL', 'E-1'],
    ]);
    expect(await saidOf(packetId, 'write-off-recovered')).toMatchObject([{ documentCount: 1 }]);
    expect(await broken()).toEqual([]);
  });
});

describe('a credit memo for each invoice', () => {
  let packetId: string;
  beforeAll(async () => {
    await postBy('CREDIT_MEMO');
    await importInvoices(['MEMO-1', '8001'], ['MEMO-2', '8002']);
    packetId = await writeOff('MEMO-1', 'MEMO-2');
  });

  it('bears what is given up by its items, and is applied to that invoice alone', async () => {
    const documents = await documentsOf(packetId, 2);
    expect(documents).toMatchObject(
      ['8001', '8002'].map((id, at) => ({
        ...{ key: `E-${at + 1}`, step: 'CREDIT_MEMO', total: '10000', after: null },
        said: {
          entity: { id: 'eid:B-1' },
          account: { id: '119' },
          item: {
            items: expect.arrayContaining([
              { item: { id: '801' }, amount: 10 },
              { item: { id: '802' }, amount: 90 },
            ]),
          },
          apply: { items: [{ doc: { id }, apply: true, amount: 100 }] },
        },
      })),
    );
    expect(await broken()).toEqual([]);
  });

  it.each([
    ['body', '"amount":90', '"amount":80'],
    ['body', '"amount":100', '"amount":110'],
    ['as_journal', '"debit":90', '"debit":80'],
    ['as_journal', '"612"', '"615"'],
    ['as_journal', '"119"', '"120"'],
    ['body', '"account":{"id":"119"}', '"account":{"id":"120"}'],
  ])('has one amount in one account: its %s that says %s is not right with %s', async (column, from, to) => {
    await bend(packetId, 'CREDIT_MEMO', column, from, to);
    expect(await broken()).toEqual(['I4-credit-memo']);
    await bend(packetId, 'CREDIT_MEMO', column, to, from);
    expect(await broken()).toEqual([]);
  });

  it('is taken back by a journal in the accounts of its own day, which no later mapping changes', async () => {
    await postBy('CREDIT_MEMO', { ...mapping, accounts: { ...mapping.accounts, CLEXP: '615' } });
    await recover(packetId, 2);
    const mirrors = (await documentsOf(packetId, 4)).slice(2);
    expect(mirrors).toMatchObject(
      [1, 2].map((at) => ({
        ...{ key: `R-${at}`, step: 'JOURNAL', total: '10000', after: `E-${at}` },
        said: {
          line: {
            items: expect.arrayContaining([
              expect.objectContaining({ account: { id: '612' }, credit: 10 }),
              expect.objectContaining({ account: { id: '119' }, debit: 10, entity: { id: 'eid:B-1' } }),
              expect.objectContaining({ account: { id: '201' }, credit: 90 }),
            ]),
          },
        },
      })),
    );
    expect(await broken()).toEqual([]);
    await bend(packetId, 'CREDIT_MEMO', 'as_journal', '"612"', '"615"');
    expect(await broken()).toEqual(['I4-mirror', 'I4-credit-memo']);
    await bend(packetId, 'CREDIT_MEMO', 'as_journal', '"615"', '"612"');
  });
});

/** The document of a write-off that cannot be made. */
const refusedOf = (packetId: string) =>
  eventually(async () => {
    const query = { packetId, kind: ['WRITE_OFF' as const] };
    const token = tokens['auditor-1'];
    const { items } = bodyOf(await ledger.call.get('/v1/gl-documents', { query, token }));
    expect(items[0]).toMatchObject({ state: 'REJECTED' });
    return items[0];
  });
const release = async (packetId: string) => {
  const proposed = await ledger.call.post('/v1/gl-documents/{id}/resolution', {
    path: { id: (await refusedOf(packetId))?.glDocumentId ?? '' },
    body: { action: 'RELEASE', reason: 'its id is known' },
    token: tokens['gl-accountant-1'],
  });
  const approved = await ledger.approve(bodyOf(proposed).changeRequestId, tokens['gl-accountant-2']);
  expect(approved).toMatchObject({ status: 200 });
};
const madeOf = (packetId: string, count: number) =>
  eventually(async () => {
    const found = await documentsOf(packetId, count);
    expect(found.every(({ said }) => said !== null)).toBe(true);
    return found;
  });

describe.each([
  {
    strategy: 'JOURNAL_AND_APPLICATION',
    made: [
      { key: 'E-1', step: 'JOURNAL', after: null },
      { key: 'E-1-2', step: 'APPLICATION', after: 'E-1' },
    ],
  },
  { strategy: 'CREDIT_MEMO', made: [{ key: 'E-1', step: 'CREDIT_MEMO', after: null }] },
])('by $strategy, an invoice whose id in the general ledger nobody has named', ({ strategy, made }) => {
  const invoice = `UNNAMED-${strategy}`;
  let packetId: string;
  beforeAll(async () => {
    await postBy(strategy);
    await importInvoices([invoice, '']);
    packetId = await writeOff(invoice);
  });

  it('keeps its document from being made, and is named in the reason', async () => {
    const detail = expect.stringContaining(`${invoice} has in the general ledger`);
    expect(await refusedOf(packetId)).toMatchObject({ errors: [{ code: 'MAPPING_MISSING', detail }] });
  });

  it('is cleared once a file has named its id and two persons release the document, which a recovery waits for', async () => {
    await importInvoices([invoice, '9001']);
    await recover(packetId, 1);
    await documentsOf(packetId, 2);
    await release(packetId);
    const documents = await madeOf(packetId, made.length + 1);
    expect(documents).toMatchObject([...made, { key: 'R-1', step: 'JOURNAL', after: 'E-1' }]);
    expect(await saidOf(packetId, 'write-off-executed')).toMatchObject([{ documentCount: 1 }]);
    const further = made.length - 1;
    const [unanswered] = await saidOf(packetId, 'gl-unknown');
    expect(unanswered).toEqual(
      further > 0
        ? expect.objectContaining({ furtherCount: further })
        : expect.not.objectContaining({ furtherCount: 0 }),
    );
    const [applied, recovery] = documents.slice(-2);
    expect(recovery?.said).toMatchObject({ line: { items: expect.anything() } });
    expect(applied?.said).toMatchObject({ apply: { items: [{ doc: { id: '9001' } }] } });
    expect(await broken()).toEqual([]);
  });
});

it('a credit memo that is made late stands in the department in which it was posted, whatever a file has said since', async () => {
  await postBy('CREDIT_MEMO', { ...mapping, departments: { Film: '5', Music: '7' } });
  await importInvoices(['MOVED-1', '']);
  const packetId = await writeOff('MOVED-1');
  await refusedOf(packetId);
  await importInto('Music', ['MOVED-1', '9101']);
  await release(packetId);
  const [memo] = await madeOf(packetId, 1);
  expect(memo?.said).toMatchObject({
    item: { items: [{ department: { id: '5' } }, { department: { id: '5' } }] },
  });
});

it.each(['files', 'none'])('a general ledger of the kind %s takes journals alone', async (GL_KIND) => {
  const other = await ledgerUnderTest(people, { GL_KIND, GL_FILES_DIR: ledger.folder });
  const content = { ...mapping, strategy: 'JOURNAL_AND_APPLICATION' };
  const refused = await other.call.post('/v1/gl-mappings', {
    body: { content, reason: 'how write-offs are posted' },
    token: await other.token('gl-accountant-1'),
  });
  expect(refused).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/content/strategy', message: expect.stringContaining('must be JOURNAL') }] },
  });
  await other.stop();
});
