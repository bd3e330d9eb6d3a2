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
  billed: { revenue: '70000', payable: '0', tax: '0', fee: '0' },
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
  [{ deal: 'TOUR' }, ['INV-OLD']],
  [{ client: 'client b' }, ['INV-B_1']],
  [{ client: 'C-200' }, ['INV-B_1']],
  [{ buyer: 'buyer tw' }, ['INV-B_1']],
  [{ agent: 'Zoë' }, ['INV-LARGE']],
  [{ invoiceNumber: ['INV-L'] }, ['INV-LARGE']],
  [{ invoiceNumber: ['INV-B_'] }, ['INV-B_1']],
  [{ invoiceNumber: ['INV_'] }, []],
  [{ invoiceNumber: ['INV-OLD', 'INV-YEN'] }, ['INV-OLD', 'INV-YEN']],
  [{ 'invoiceDate.lte': '2025-09-30' }, ['INV-OLD']],
  [{ 'invoiceDate.gte': '2025-09-02', currency: 'GBP' }, ['INV-B_1']],
  [{ 'commission.gte': '70000' }, ['INV-LARGE', 'INV-YEN']],
  [{ 'commission.gte': '50.00', 'commission.lte': '999.99' }, ['INV-B_1']],
  [{ 'ageDays.gte': 182 }, ['INV-OLD']],
  [{ 'ageDays.lte': 181, open: 'true' }, ['INV-B_1', 'INV-LARGE', 'INV-YEN']],
  [{ 'overdueDays.gte': 120, open: 'true' }, ['INV-B_1', 'INV-LARGE', 'INV-OLD']],
  [{ 'overdueDays.gte': 121 }, []],
  [{ 'overdueDays.lte': -30 }, ['INV-YEN']],
  [{ 'overdueDays.lte': -31 }, []],
  [{ open: 'false' }, ['INV-PAID']],
] satisfies readonly (readonly [Query, readonly string[]])[])('finds by %j', async (query, found) => {
  expect(await find(query)).toEqual(found);
});

it('shows every column of the grid, and counts age from the invoice date', async () => {
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

it.each(['invoiceDate', '-commission', 'invoiceNumber'] as const)(
  'pages through everything once by %s',
  async (sort) => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { items, page }: Found = await search({ limit: 2, sort, after });
      seen.push(...items.map(({ invoiceNumber }) => invoiceNumber));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect([...seen].sort()).toEqual(['INV-B_1', 'INV-LARGE', 'INV-OLD', 'INV-PAID', 'INV-YEN']);
    if (sort === '-commission') expect(seen[0]).toBe('INV-LARGE');
  },
);

it('refuses an unknown filter, a made-up cursor and an amount that is none', async () => {
  for (const query of ['colour=red', 'after=abc', 'commission.gte=1e400', 'sort=client', 'limit=501']) {
    expect((await service.as('clara')('GET', `/v1/receivables?${query}`)).status).toBe(400);
  }
});

it('takes the cursor of a page of this list in this order alone, as it was given', async () => {
  const { page } = await search({ limit: 2, sort: 'invoiceDate' });
  const after = page.next ?? '';
  const asked = async (query: Query) => (await service.as('clara').get('/v1/receivables', { query })).status;
  expect(await asked({ sort: 'invoiceDate', after })).toBe(200);
  expect(await asked({ sort: '-commission', after })).toBe(400);
  const changed = `${after.slice(0, -2)}${after.endsWith('AA') ? 'BB' : 'AA'}`;
  expect(await asked({ sort: 'invoiceDate', after: changed })).toBe(400);
});

it('finds by packet and shows the packet that holds it', async () => {
  const packetId = await desk.draft('Tour packet', old);
  expect(await find({ packetName: 'TOUR' })).toEqual(['INV-OLD']);
  expect(await find({ packetStatus: ['DRAFT'] })).toEqual(['INV-OLD']);
  expect(await find({ packetState: ['SUBMITTED'] })).toEqual([]);
  expect(await find({ inPacket: 'false', deal: 'TOUR' })).toEqual([]);
  expect((await search({ packetName: 'tour' })).items).toMatchObject([
    { packet: { packetId, name: 'Tour packet', workflowState: 'DRAFT' } },
  ]);
});

it('shows what the risk side recommends, until it takes that back', async () => {
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
