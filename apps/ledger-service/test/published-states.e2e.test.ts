import { randomUUID } from 'node:crypto';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approvalsFor, recoveryOf, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

let ledger: LedgerUnderTest;
let token: string;
let desk: ReturnType<typeof approvalsFor>;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  token = await ledger.token('client-accounting-1');
  desk = approvalsFor(ledger, token);
  await ledger.database.query(
    `insert into ledger.accounting_period values ('US02', '2026-03', 'CLOSED', now(), 'test')
     on conflict (entity, month) do update set state = 'CLOSED'`,
  );
  await ledger.database.query(
    `insert into ledger.accounting_period values ('US02', '2026-04', 'OPEN', now(), 'test') on conflict do nothing`,
  );
});
afterAll(() => ledger.stop());

const inUs02 = (text: string) => text.replace('US01', 'US02');
const amounts = (revenue: string, payable: string) => ({ revenue, payable, tax: '0.00', fee: '0.00' });
const days = (date: string) => [
  { entity: 'US01', date },
  { entity: 'US02', date },
];

const published = (aggregateId: string, type: string) =>
  eventually(async () => {
    const [event] = await ledger.database.query<{ data: unknown }>(
      `select convert_from(message, 'UTF8')::jsonb -> 'data' as data
         from ledger.outbox where aggregate_id = $1 and event_type = $2 order by sequence desc limit 1`,
      [aggregateId, type],
    );
    if (!event) throw new Error('not published yet');
    return event.data;
  });
const recover = (packetId: string, receivables: number, date: string) => {
  const asked = { ...recoveryOf(packetId, receivables, { date }), eventDates: days(date) };
  return ledger.bus.publish([eventRecord(PacketRecoveryRequestedV1, packetId, 3, asked)]);
};
const receivableOf = async (invoice: string) => {
  const [line] = await desk.linesOf(invoice);
  return { id: line?.receivableId ?? '' };
};

it('tells what each entity posted in which of its months, and what became of each receivable', async () => {
  await desk.importRows(row('E1', '5.00', '45.00'), inUs02(row('E2', '7.00', '63.00')));
  const lines = (await desk.linesOf('E1', 'E2')).map((line) =>
    line.invoiceNumber === 'E2' ? { ...line, entity: 'US02' } : line,
  );
  await desk.importRows(inUs02(row('E2', '4.00', '60.00')));
  const packetId = randomUUID();
  const totals = { revenue: '12.00', payable: '108.00' };
  await desk.approve(lines, { packetId, totals }, { approval: { eventDates: days('2026-03-31') } });
  expect(await desk.outcomeOf(packetId)).toEqual({ outcome: 'EXECUTED', code: null });

  const posted = { journalId: expect.any(String), policyVersion: '1' };
  const inMarch = { eventDate: '2026-03-31', accountingDate: '2026-03-31', period: '2026-03' };
  const inApril = { ...inMarch, accountingDate: '2026-04-01', period: '2026-04' };
  const entities = [
    { entity: 'US02', ...posted, ...inApril, totals: amounts('4.00', '60.00') },
    { entity: 'US01', ...posted, ...inMarch, totals: amounts('5.00', '45.00') },
  ];
  const [toE1, toE2] = [amounts('5.00', '45.00'), amounts('7.00', '63.00')];
  const executed = await published(packetId, 'recoup.ledger.write-off-executed.v1');
  expect(executed).toMatchObject({
    total: { amount: '114.00', currency: 'USD' },
    entities: expect.arrayContaining(entities),
    lines: [
      { invoiceNumber: 'E2', approved: toE2, executed: amounts('4.00', '60.00') },
      { invoiceNumber: 'E1', approved: toE1, executed: toE1 },
    ],
  });
  expect(executed).toMatchObject({ entities: { length: 2 } });

  await recover(packetId, 2, '2026-04-02');
  const atRecovery = { eventDate: '2026-04-02', accountingDate: '2026-04-02', period: '2026-04' };
  expect(await published(packetId, 'recoup.ledger.write-off-recovered.v1')).toMatchObject({
    kind: 'RECOVERY',
    total: { amount: '114.00', currency: 'USD' },
    receivableCount: 2,
    entities: expect.arrayContaining(entities.map((one) => ({ ...one, ...atRecovery }))),
  });
});

it('tells of a receivable what its write-off took and when it was recovered, whatever was known before', async () => {
  const stateOf = async (id: string) =>
    bodyOf(await ledger.call.get('/v1/receivables/{id}', { path: { id }, token }));
  await desk.importRows(row('S1', '10.00', '90.00'));
  const { id } = await receivableOf('S1');
  const nothing = { writeOff: null, recovered: null, settled: null, components: [] };
  expect(await stateOf(id)).toMatchObject(nothing);

  await desk.importRows(row('S1', '4.00', '36.00'));
  const [first, second] = [randomUUID(), randomUUID()];
  const totals = { revenue: '4.00', payable: '36.00' };
  await desk.approve(await desk.linesOf('S1'), { packetId: first, totals });
  await desk.outcomeOf(first);
  const writeOff = { packetId: first, amount: '40.00', on: '2026-03-31' };
  expect(await stateOf(id)).toMatchObject({ ...nothing, writeOff });

  await recover(first, 1, '2026-04-02');
  const recovered = { packetId: first, kind: 'RECOVERY', on: '2026-04-02' };
  await published(id, 'recoup.receivable.reopened.v1');
  expect(await stateOf(id)).toMatchObject({ ...nothing, recovered });

  await desk.approve(await desk.linesOf('S1'), { packetId: second, totals });
  await desk.outcomeOf(second);
  const again = { packetId: second, amount: '40.00', on: '2026-03-31' };
  expect(await stateOf(id)).toMatchObject({ ...nothing, writeOff: again, recovered });
  expect(await published(id, 'recoup.receivable.written-off.v1')).toEqual(await stateOf(id));
});
