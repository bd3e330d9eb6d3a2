import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapping, strategyDesk } from './strategy-desk.fixture.ts';

let desk: Awaited<ReturnType<typeof strategyDesk>>;
beforeAll(async () => {
  desk = await strategyDesk();
});
afterAll(() => desk?.ledger.stop());

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
    await desk.postBy(strategy);
    await desk.importInvoices([invoice, '']);
    packetId = await desk.writeOff(invoice);
  });

  it('keeps its document from being made, and is named in the reason', async () => {
    const detail = expect.stringContaining(`${invoice} has in the general ledger`);
    expect(await desk.refusedOf(packetId)).toMatchObject({ errors: [{ code: 'MAPPING_MISSING', detail }] });
  });

  it('is cleared once a file has named its id and two persons release the document, which a recovery waits for', async () => {
    await desk.importInvoices([invoice, '9001']);
    await desk.recover(packetId, 1);
    await desk.documentsOf(packetId, 2);
    await desk.release(packetId);
    const documents = await desk.madeOf(packetId, made.length + 1);
    expect(documents).toMatchObject([...made, { key: 'R-1', step: 'JOURNAL', after: 'E-1' }]);
    expect(await desk.saidOf(packetId, 'write-off-executed')).toMatchObject([{ documentCount: 1 }]);
    const further = made.length - 1;
    const [unanswered] = await desk.saidOf(packetId, 'gl-unknown');
    expect(Reflect.get(Object(unanswered), 'furtherCount')).toBe(further === 0 ? undefined : further);
    const [applied, recovery] = documents.slice(-2);
    expect(recovery?.said).toMatchObject({ line: { items: expect.anything() } });
    expect(applied?.said).toMatchObject({ apply: { items: [{ doc: { id: '9001' } }] } });
    expect(await desk.broken()).toEqual([]);
  });
});

it('a credit memo that is made late stands in the department in which it was posted, whatever a file has said since', async () => {
  await desk.postBy('CREDIT_MEMO', { ...mapping, departments: { Film: '5', Music: '7' } });
  await desk.importInvoices(['MOVED-1', '']);
  const packetId = await desk.writeOff('MOVED-1');
  await desk.refusedOf(packetId);
  await desk.importInto('Music', ['MOVED-1', '9101']);
  await desk.release(packetId);
  const [memo] = await desk.madeOf(packetId, 1);
  expect(memo?.said).toMatchObject({
    item: { items: [{ department: { id: '5' } }, { department: { id: '5' } }] },
  });
});
