import type { PacketApi } from '@recoup/contracts/api/packet';
import {
  RiskCaseRecommendationWithdrawnV1,
  RiskCaseWriteOffRecommendedV1,
} from '@recoup/contracts/risk-case.v1';
import { newId } from '@recoup/runtime/process/ids';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReceivableState, clientB } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

const old = aReceivableState('1000.00', {
  invoiceNumber: 'INV-OLD',
  invoiceDate: '2025-09-01',
  deal: 'TOUR 24',
});
const large = aReceivableState('90000.00', {
  invoiceNumber: 'INV-LARGE',
  department: 'FILM',
  agent: { number: 'A-2', name: 'Zoë Agent' },
});
const ofB = aReceivableState('50.00', {
  invoiceNumber: 'INV-B_1',
  client: clientB,
  entity: 'UK01',
  currency: 'GBP',
  account: { accountId: newId(), number: 'B-2', name: 'Buyer Two' },
});
const yen = aReceivableState('70000', {
  invoiceNumber: 'INV-YEN',
  currency: 'JPY',
  dueDate: '2026-04-01',
  opening: { revenue: '70000', payable: '0', tax: '0', fee: '0' },
  open: { revenue: '70000', payable: '0', tax: '0', fee: '0' },
});
const paid = aReceivableState('0.00', { invoiceNumber: 'INV-PAID', openItem: false });

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
  await service.know(old, large, ofB, yen, paid);
});
afterAll(() => service?.stop());

type Found = PacketApi['get']['/v1/receivables']['answer'];
type Query = NonNullable<PacketApi['get']['/v1/receivables']['call']['query']>;
const search = async (query: Query, name = 'clara') =>
  bodyOf(await service.as(name).get('/v1/receivables', { query }));
const find = async (query: Query, name = 'clara'): Promise<readonly string[]> => {
  const { items } = await search(query, name);
  return items.map(({ invoiceNumber }) => invoiceNumber).sort();
};

it.each([
  [{ entity: ['UK01'] }, ['INV-B_1']],
  [{ department: ['FILM'] }, ['INV-LARGE']],
  [{ entity: ['US01', 'UK01'], department: ['FILM'] }, ['INV-LARGE']],
  [{ deal: ['TOUR 24', 'TOUR 25'] }, ['INV-OLD']],
  [{ deal: ['TOUR'] }, []],
  [{ 'deal.prefix': ['tour'] }, ['INV-OLD']],
  [{ client: ['Client B'] }, ['INV-B_1']],
  [{ client: ['C-200'] }, ['INV-B_1']],
  [{ 'client.prefix': ['client b'] }, ['INV-B_1']],
  [{ 'client.prefix': ['c-2'] }, ['INV-B_1']],
  [{ clientId: [clientB.clientId] }, ['INV-B_1']],
  [{ buyer: ['B-2'] }, ['INV-B_1']],
  [{ 'buyer.prefix': ['buyer tw'] }, ['INV-B_1']],
  [{ agent: ['Zoë Agent'] }, ['INV-LARGE']],
  [{ agent: ['Zoë'] }, []],
  [{ 'agent.prefix': ['Zoë', 'A-2'] }, ['INV-LARGE']],
  [{ 'invoiceNumber.prefix': ['inv-l', 'INV-P'] }, ['INV-LARGE', 'INV-PAID']],
  [{ invoiceNumber: ['INV-OLD', 'INV-YEN'] }, ['INV-OLD', 'INV-YEN']],
  [{ invoiceNumber: ['inv-old'] }, ['INV-OLD']],
  [{ invoiceNumber: ['ÏNV-OLD'] }, []],
  [{ 'invoiceDate.lte': '2025-09-30' }, ['INV-OLD']],
  [{ 'invoiceDate.gte': '2025-09-02', currency: ['GBP'] }, ['INV-B_1']],
  [{ currency: ['GBP', 'JPY'] }, ['INV-B_1', 'INV-YEN']],
  [{ 'commission.gte': '70000' }, ['INV-LARGE', 'INV-YEN']],
  [{ 'commission.gte': '50.00', 'commission.lte': '999.99' }, ['INV-B_1']],
  [{ 'ageDays.gte': 182 }, ['INV-OLD']],
  [{ 'ageDays.lte': 181, open: 'true' }, ['INV-B_1', 'INV-LARGE', 'INV-YEN']],
  [{ 'overdueDays.gte': 120, open: 'true' }, ['INV-B_1', 'INV-LARGE', 'INV-OLD']],
  [{ 'overdueDays.gte': 121 }, []],
  [{ 'overdueDays.lte': -30 }, ['INV-YEN']],
  [{ 'overdueDays.lte': -31 }, []],
  [{ open: 'false' }, ['INV-PAID']],
] satisfies readonly (readonly [Query, readonly string[]])[])(
  'the search finds receivables by %j',
  async (query, found) => {
    expect(await find(query)).toEqual(found);
  },
);

it('the search shows every column of the grid, and counts age from the invoice date', async () => {
  expect((await search({ invoiceNumber: ['INV-OLD'] })).items).toMatchObject([
    {
      entity: 'US01',
      department: 'MUSIC',
      deal: 'TOUR 24',
      client: { name: 'XYZ Corp' },
      buyer: { name: 'Buyer One' },
      agent: { name: 'Agent One' },
      invoiceDate: '2025-09-01',
      ageDays: 182,
      overdueDays: 120,
      commission: { amount: '1000.00', currency: 'USD' },
      writeOffRecommended: false,
      packet: null,
    },
  ]);
});

type Item = Found['items'][number];
const walked = async (sort: string, limit: number): Promise<readonly Item[]> => {
  const seen: Item[] = [];
  let after: string | undefined;
  do {
    const { items, page }: Found = await search({ limit, sort, after });
    seen.push(...items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return seen;
};

const sortKeys: readonly (readonly [string, (item: Item) => string | number])[] = [
  ['invoiceDate', ({ invoiceDate }) => invoiceDate],
  ['dueDate', ({ dueDate }) => dueDate],
  ['commission', ({ commission }) => Number(commission.amount)],
  ['invoiceNumber', ({ invoiceNumber }) => invoiceNumber],
  ['receivableId', ({ receivableId }) => receivableId],
];
it.each(sortKeys)('pages through everything once by %s, and back', async (sort, keyOf) => {
  const up = await walked(sort, 2);
  const keys = up.map(keyOf);
  expect(up).toHaveLength(5);
  expect(keys).toEqual(keys.toSorted((one, other) => (one < other ? -1 : Number(one > other))));
  expect(await walked(`-${sort}`, 2)).toEqual(up.toReversed());
});

it('pages by several keys, each in its direction', async () => {
  const found = (await walked('dueDate,-commission', 2)).map(({ invoiceNumber }) => invoiceNumber);
  expect(found).toEqual(['INV-LARGE', 'INV-OLD', 'INV-B_1', 'INV-PAID', 'INV-YEN']);
});

it.each([
  ['colour=red', 'query/colour', 'UNKNOWN_FIELD'],
  ['commission.gte=1e400', 'query/commission.gte', 'INVALID_FORMAT'],
  ['currency=usd', 'query/currency/0', 'INVALID_FORMAT'],
  ['deal=', 'query/deal/0', 'TOO_SMALL'],
  ['sort=client', 'query/sort', 'INVALID_FORMAT'],
  ['limit=501', 'query/limit', 'TOO_BIG'],
  ['after=abc', 'query/after', 'INVALID_CURSOR'],
])('refuses %s and names the parameter', async (query, pointer, code) => {
  expect(await service.as('clara')('GET', `/v1/receivables?${query}`)).toMatchObject({
    status: 400,
    body: { errors: [{ pointer, code }] },
  });
});

it('takes the cursor of a page of this list with these filters in this order alone, as it was given', async () => {
  const { page } = await search({ limit: 2, sort: 'invoiceDate' });
  const after = page.next ?? '';
  const asked = async (query: Query) => (await service.as('clara').get('/v1/receivables', { query })).status;
  expect(await asked({ sort: 'invoiceDate', after })).toBe(200);
  expect(await asked({ sort: '-commission', after })).toBe(400);
  expect(await asked({ sort: 'invoiceDate', open: 'true', after })).toBe(400);
  const changed = `${after.slice(0, -2)}${after.endsWith('AA') ? 'BB' : 'AA'}`;
  expect(await asked({ sort: 'invoiceDate', after: changed })).toBe(400);
});

it('the search finds receivables by packet and shows the packet that holds each', async () => {
  const packetId = await desk.draft('Tour packet', old);
  expect(await find({ 'packetName.prefix': ['TOUR'] })).toEqual(['INV-OLD']);
  expect(await find({ packetName: ['Tour packet'] })).toEqual(['INV-OLD']);
  expect(await find({ packetName: ['TÓUR packet'] })).toEqual(['INV-OLD']);
  expect(await find({ packetName: ['tour'] })).toEqual([]);
  expect(await find({ packetStatus: ['DRAFT'] })).toEqual(['INV-OLD']);
  expect(await find({ packetState: ['SUBMITTED'] })).toEqual([]);
  expect(await find({ inPacket: 'true', packetState: ['SUBMITTED', 'DRAFT'] })).toEqual(['INV-OLD']);
  expect(await find({ inPacket: 'false', 'deal.prefix': ['TOUR'] })).toEqual([]);
  expect((await search({ 'packetName.prefix': ['tour'] })).items).toMatchObject([
    { packet: { packetId, name: 'Tour packet', workflowState: 'DRAFT' } },
  ]);
});

it('the search finds and shows what the risk side recommends, until it takes that back', async () => {
  const riskCaseId = newId();
  const riskCase = {
    riskCaseId,
    caseNo: 'R-1',
    receivableId: large.receivableId,
    invoiceNumber: large.invoiceNumber,
    accountId: large.account.accountId,
    accountName: large.account.name,
    entity: large.entity,
    department: large.department,
    clientId: large.client.clientId,
    outstanding: { amount: '90000.00', currency: 'USD' },
    overdueDays: 120,
    band: 'critical',
    scoreBasisPoints: 9_000,
    escalationLevel: 0,
    owner: { personId: null, name: 'Queue', role: 'CASE_OWNER' },
    nextAction: 'CALL',
    nextActionDueAt: '2026-03-03T00:00:00Z',
    reason: 'critical and nothing is running',
  };
  await service.publish(RiskCaseWriteOffRecommendedV1, riskCaseId, riskCase);
  await eventually(async () => expect(await find({ writeOffRecommended: 'true' })).toEqual(['INV-LARGE']));
  expect((await search({ writeOffRecommended: 'true' })).items).toMatchObject([
    { writeOffRecommended: true, writeOffRecommendation: { reason: 'critical and nothing is running' } },
  ]);
  await service.publish(RiskCaseRecommendationWithdrawnV1, riskCaseId, { ...riskCase, reason: 'paid' });
  await eventually(async () => expect(await find({ writeOffRecommended: 'true' })).toEqual([]));
});

it('ignores case, accents and normal form in the beginning of every text, and takes wildcards as they are', async () => {
  const texts = (one: string) => ({
    deal: `Café ${one}`,
    client: { clientId: newId(), number: `İ${one}`, name: `Straße ${one}` },
    account: { accountId: newId(), number: `Ñ${one}`, name: `Ångström ${one}` },
    agent: { number: `Ø${one}`, name: `CRE\u0300ME ${one}` },
    invoiceNumber: `Été ${one}`,
  });
  await service.know(aReceivableState('30.00', texts('5_%')), aReceivableState('30.00', texts('5x7')));
  const every = { 'invoiceNumber.prefix': ['été 5'] };
  for (const query of [
    { 'deal.prefix': ['cafe 5_%', 'CAFE\u0301 5_%'] },
    { 'client.prefix': ['i5_%'] },
    { 'client.prefix': ['STRASSE 5_%'] },
    { 'buyer.prefix': ['n5_%'] },
    { 'buyer.prefix': ['a\u030Angstrom 5_%'] },
    { 'agent.prefix': ['ø5_%'] },
    { 'agent.prefix': ['crème 5_'] },
    { 'invoiceNumber.prefix': ['ETE\u0301 5_%'] },
  ])
    expect(await find({ ...query, open: 'true' }), JSON.stringify(query)).toEqual(['Été 5_%']);
  expect(await find(every)).toEqual(['Été 5_%', 'Été 5x7']);
  expect(await find({ ...every, invoiceNumber: ['Été 5_%'] })).toEqual(['Été 5_%']);
  expect(await find({ ...every, deal: ['cafe 5_%'] })).toEqual([]);
});

it('takes the newest state of a receivable and no older one', async () => {
  const open = { revenue: '10.00', payable: '0.00', tax: '0.00', fee: '0.00' };
  const moving = aReceivableState('30.00', { invoiceNumber: 'MOVING', version: 3 });
  await service.know(moving);
  await service.know({ ...moving, version: 2, open: { ...open, revenue: '20.00' } });
  await service.know({ ...moving, version: 4, open });
  expect((await search({ invoiceNumber: ['MOVING'] })).items).toMatchObject([
    { commission: { amount: '10.00' } },
  ]);
});

it('takes a write-off status of a later release as it comes', async () => {
  await service.know(aReceivableState('30.00', { invoiceNumber: 'SOLD', writeOffStatus: 'SOLD' }));
  expect((await search({ invoiceNumber: ['SOLD'] })).items).toMatchObject([{ writeOffStatusCd: 'SOLD' }]);
});
