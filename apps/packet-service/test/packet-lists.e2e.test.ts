import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReceivableState } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;
const ids: string[] = [];

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
  for (const name of ['Alpha one', 'Alpha two', 'Beta'])
    ids.push(await desk.submitted(name, aReceivableState('10.00'), aReceivableState('20.00')));
  ids.push(await desk.draft('Alpha draft', aReceivableState('10.00')));
});
afterAll(() => service?.stop());

const packets = (query: Readonly<Record<string, unknown>>) =>
  service.as('clara').get('/v1/packets', { query });
const names = async (query: Readonly<Record<string, unknown>>) =>
  bodyOf(await packets(query)).items.map(({ name }) => name);

it('packets are narrowed by every filter and sorted as asked, those never submitted last', async () => {
  expect(await names({})).toEqual(['Alpha draft', 'Beta', 'Alpha two', 'Alpha one']);
  expect(await names({ 'name.prefix': ['ALPHA t', 'bet'], sort: 'packetId' })).toEqual(['Alpha two', 'Beta']);
  expect(await names({ name: ['Beta', 'Alpha'] })).toEqual(['Beta']);
  expect(await names({ 'name.prefix': 'alpha', status: 'DRAFT', createdBy: 'me' })).toEqual(['Alpha draft']);
  expect(await names({ sort: '-submittedAt' })).toEqual(['Beta', 'Alpha two', 'Alpha one', 'Alpha draft']);
  expect(await names({ 'createdAt.lt': '2000-01-01T00:00:00Z' })).toEqual([]);
});

it('a cursor of packets goes on with the filters and the sort of its page alone', async () => {
  const { next } = bodyOf(await packets({ 'name.prefix': 'alpha', limit: 1 })).page;
  expect(await names({ 'name.prefix': 'alpha', limit: 1, after: next })).toEqual(['Alpha two']);
  for (const other of [
    { 'name.prefix': 'beta' },
    { 'name.prefix': 'alpha', status: 'DRAFT' },
    { 'name.prefix': 'alpha', sort: 'packetId' },
  ])
    expect(await packets({ ...other, limit: 1, after: next })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: 'query/after', code: 'INVALID_CURSOR' }] },
    });
});

it('what waits for a signature is walked without a packet twice, though its time is finer than an answer shows', async () => {
  await service.database.query(
    `update packet.write_off_packet set updated_dt = date_trunc('second', updated_dt) + interval '999 microseconds'`,
  );
  const seen: string[] = [];
  for (let after: string | undefined, pages = 0; pages < 6; pages += 1) {
    const query = { limit: 1, after };
    const { items, page } = bodyOf(await service.as('anna').get('/v1/approvals', { query }));
    seen.push(...items.map(({ packetId }) => packetId));
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen.sort()).toEqual(ids.slice(0, 3).sort());
});

it('the receivables and the history of a packet are walked in the order asked', async () => {
  const path = { id: ids[0] ?? '' };
  const clara = service.as('clara');
  const lines = async (query: Readonly<Record<string, unknown>>) =>
    bodyOf(await clara.get('/v1/packets/{id}/receivables', { path, query }));
  const numbers = (await lines({ sort: 'invoiceNumber' })).items.map(({ invoiceNumber }) => invoiceNumber);
  expect(numbers).toHaveLength(2);
  const first = await lines({ sort: '-invoiceNumber', limit: 1 });
  const second = await lines({ sort: '-invoiceNumber', limit: 1, after: first.page.next });
  expect([...first.items, ...second.items].map(({ invoiceNumber }) => invoiceNumber)).toEqual(
    numbers.toReversed(),
  );
  const lower = numbers[1]?.toLowerCase();
  expect((await lines({ 'invoiceNumber.prefix': lower })).items.map((line) => line.invoiceNumber)).toEqual([
    numbers[1],
  ]);

  const query = { sort: '-version', action: ['SUBMIT' as const, 'CREATE' as const] };
  const history = bodyOf(await clara.get('/v1/packets/{id}/history', { path, query }));
  expect(history.items.map(({ action }) => action)).toEqual(['SUBMIT', 'CREATE']);
});

it('a name and its beginning are found whatever the case, accents and form, and nothing in them is a wildcard', async () => {
  for (const name of ['Café 1', 'CAFE\u0301 2', 'cafe 3', 'İzmir', '50% lost', '50 lost', 'a_b', 'axb'])
    await desk.draft(name, aReceivableState('10.00'));
  const begin = (typed: string) => names({ 'name.prefix': typed, sort: 'packetId' });
  for (const typed of ['cafe', 'CAFÉ', 'Cafe\u0301'])
    expect(await begin(typed)).toEqual(['Café 1', 'CAFE\u0301 2', 'cafe 3']);
  expect(await begin('iz')).toEqual(['İzmir']);
  expect(await begin('50%')).toEqual(['50% lost']);
  expect(await begin('a_')).toEqual(['a_b']);
  expect(await names({ name: ['cafe 3', 'CAFE 1', 'a_'] })).toEqual(['cafe 3', 'Café 1']);
});
