import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerUnderTest } from '../ledger-under-test.ts';
import { mapping, people, strategyDesk } from './strategy-desk.fixture.ts';

let desk: Awaited<ReturnType<typeof strategyDesk>>;
beforeAll(async () => {
  desk = await strategyDesk();
});
afterAll(() => desk?.ledger.stop());

describe('a journal whose credit is applied', () => {
  let packetId: string;
  beforeAll(async () => {
    await desk.postBy('JOURNAL_AND_APPLICATION');
    await desk.importInvoices(['APPLIED-1', '7001'], ['APPLIED-2', '7002']);
    packetId = await desk.writeOff('APPLIED-1', 'APPLIED-2');
  });

  it('is followed by a payment of zero that closes the invoices, which moves nothing in the books', async () => {
    const [journal, application] = await desk.documentsOf(packetId, 2);
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
    expect(await desk.saidOf(packetId, 'write-off-executed')).toMatchObject([{ documentCount: 2 }]);
    expect(await desk.broken()).toEqual([]);
  });

  it.each([
    ['body', '"amount":180', '"amount":170'],
    ['body', '"amount":100', '"amount":90'],
  ])('is not applied in part: its %s that says %s is not right with %s', async (column, from, to) => {
    await desk.bend(packetId, 'APPLICATION', column, from, to);
    expect(await desk.broken()).toEqual(['I4-application']);
    await desk.bend(packetId, 'APPLICATION', column, to, from);
    expect(await desk.broken()).toEqual([]);
  });

  it('is not left without its application', async () => {
    const ofPacket = `gl_document.step = 'APPLICATION' and posting_event_id in
      (select posting_event_id from ledger.posting_event where source_id = '${packetId}')`;
    await desk.ledger.database.query(
      `create table ledger.kept_application as select * from ledger.gl_document where ${ofPacket}`,
    );
    await desk.bypassing(`delete from ledger.gl_document where ${ofPacket}`);
    expect(await desk.broken()).toEqual(['I4-application']);
    await desk.bypassing('insert into ledger.gl_document select * from ledger.kept_application');
    await desk.ledger.database.query('drop table ledger.kept_application');
    expect(await desk.broken()).toEqual([]);
  });

  it('is taken back by its mirror alone: what it was applied to stays applied', async () => {
    await desk.recover(packetId, 2);
    const documents = await desk.documentsOf(packetId, 3);
    expect(documents.map(({ key, step, after }) => [key, step, after])).toEqual([
      ['E-1', 'JOURNAL', null],
      ['E-2', 'APPLICATION', 'E-1'],
      ['R-1', 'JOURNAL', 'E-1'],
    ]);
    expect(await desk.saidOf(packetId, 'write-off-recovered')).toMatchObject([{ documentCount: 1 }]);
    expect(await desk.broken()).toEqual([]);
  });
});

describe('a credit memo for each invoice', () => {
  let packetId: string;
  beforeAll(async () => {
    await desk.postBy('CREDIT_MEMO');
    await desk.importInvoices(['MEMO-1', '8001'], ['MEMO-2', '8002']);
    packetId = await desk.writeOff('MEMO-1', 'MEMO-2');
  });

  it('bears what is given up by its items, and is applied to that invoice alone', async () => {
    const documents = await desk.documentsOf(packetId, 2);
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
    expect(await desk.broken()).toEqual([]);
  });

  it.each([
    ['body', '"amount":90', '"amount":80'],
    ['body', '"amount":100', '"amount":110'],
    ['as_journal', '"debit":90', '"debit":80'],
    ['as_journal', '"612"', '"615"'],
    ['as_journal', '"119"', '"120"'],
    ['body', '"account":{"id":"119"}', '"account":{"id":"120"}'],
  ])('has one amount in one account: its %s that says %s is not right with %s', async (column, from, to) => {
    await desk.bend(packetId, 'CREDIT_MEMO', column, from, to);
    expect(await desk.broken()).toEqual(['I4-credit-memo']);
    await desk.bend(packetId, 'CREDIT_MEMO', column, to, from);
    expect(await desk.broken()).toEqual([]);
  });

  it('is taken back by a journal in the accounts of its own day, which no later mapping changes', async () => {
    await desk.postBy('CREDIT_MEMO', { ...mapping, accounts: { ...mapping.accounts, CLEXP: '615' } });
    await desk.recover(packetId, 2);
    const mirrors = (await desk.documentsOf(packetId, 4)).slice(2);
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
    expect(await desk.broken()).toEqual([]);
    await desk.bend(packetId, 'CREDIT_MEMO', 'as_journal', '"612"', '"615"');
    expect(await desk.broken()).toEqual(['I4-mirror', 'I4-credit-memo']);
    await desk.bend(packetId, 'CREDIT_MEMO', 'as_journal', '"615"', '"612"');
  });
});

it.each(['files', 'none'])('a general ledger of the kind %s takes journals alone', async (GL_KIND) => {
  const other = await ledgerUnderTest(people, { GL_KIND, GL_FILES_DIR: desk.ledger.folder });
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
