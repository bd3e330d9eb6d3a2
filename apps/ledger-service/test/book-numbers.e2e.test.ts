import { randomUUID } from 'node:crypto';
import { LedgerNumberedV1 } from '@recoup/contracts/ledger.v1';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { lockKeys } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedgerDatabase } from '../src/adapters/postgres/ledger-database.fixture.ts';
import { sealNext } from '../src/adapters/postgres/log/log-sealer.ts';
import { approvalsFor, recoveryOf, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';
import { entityOf, entry, event } from './refusals/statements.fixture.ts';

let ledger: LedgerUnderTest;
let token: string;
let desk: ReturnType<typeof approvalsFor>;
let one: Database;
let other: Database;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING', 'auditor-1': 'AUDITOR' });
  token = await ledger.token('client-accounting-1');
  desk = approvalsFor(ledger, token);
  one = await openLedgerDatabase(ledger.database);
  other = await openLedgerDatabase(ledger.database);
});
afterAll(async () => {
  await one.close();
  await other.close();
  await ledger.stop();
});

const totals = { revenue: '10.00', payable: '90.00' };
const approved = async (invoice: string) => {
  await desk.importRows(row(invoice, '10.00', '90.00'));
  const packetId = randomUUID();
  return { packetId, records: await desk.approve(await desk.linesOf(invoice), { packetId, totals }) };
};
const executed = async (invoice: string): Promise<string> => {
  const { packetId } = await approved(invoice);
  await desk.outcomeOf(packetId);
  return packetId;
};
const recoveryAsked = (packetId: string) =>
  eventRecord(PacketRecoveryRequestedV1, packetId, 3, recoveryOf(packetId, 1));
const receiptOf = async (packetId: string) =>
  bodyOf(await ledger.call.get('/v1/cash-receipts', { query: { packetId }, token })).items[0];
const journalNos = async (packetId: string) =>
  bodyOf(await ledger.call.get('/v1/journals', { query: { packetId, sort: 'journalId' }, token })).items.map(
    ({ journalNo }) => journalNo,
  );
/** What was published of the numbers of a packet, in order. */
const published = async (packetId: string) => {
  const rows = await ledger.database.query<{ message: Buffer }>(
    'select message from ledger.outbox where aggregate_id = $1 and event_type = $2 order by sequence',
    [packetId, LedgerNumberedV1.type],
  );
  return rows.map(({ message }) => LedgerNumberedV1.data.parse(JSON.parse(String(message)).data));
};
const numbered = (packetId: string, times = 1) =>
  eventually(async () => {
    const events = await published(packetId);
    if (events.length < times) throw new Error('not numbered yet');
    return events;
  });
/** The numbers of each series, once nothing waits for its seal. */
const allNumbers = () =>
  eventually(async () => {
    expect(await ledger.database.query('select from ledger.log_unsealed')).toEqual([]);
    const [counts] = await ledger.database.query<{ receipts: number; journals: number }>(
      `select (select count(*) from ledger.cash_receipt)::int as receipts, (select count(*) from ledger.journal)::int as journals`,
    );
    const series = await ledger.database.query<{ kind: string; entity: string; nos: readonly number[] }>(
      `select kind, entity, array_agg(no order by no) as nos from ledger.book_number group by 1, 2 order by 1 desc, 2`,
    );
    expect(series.filter(({ kind }) => kind === 'RECEIPT').flatMap(({ nos }) => nos)).toHaveLength(
      counts?.receipts ?? 0,
    );
    expect(series.filter(({ kind }) => kind === 'JOURNAL').flatMap(({ nos }) => nos)).toHaveLength(
      counts?.journals ?? 0,
    );
    return series;
  });
const withoutGap = async () => {
  for (const { kind, entity, nos } of await allNumbers())
    expect(nos, `${kind} ${entity}`).toEqual(nos.map((_, at) => at + 1));
};

const known = "(select journal_id from book_number where entity = 'US01' limit 1)";
const without =
  '(select journal_id from journal where not exists (select from book_number where subject_id = journal.journal_id) limit 1)';
const next = "(select max(no) + 1 from book_number where entity = 'US01')";
const aNumber = (journal: string, no: string, entity = 'US01', year = 2026) =>
  sql.raw(`insert into book_number (kind, entity, year, no, subject_id)
           values ('JOURNAL', '${entity}', ${year}, ${no}, ${journal})`);

describe('what was posted', () => {
  it('is called by numbers that one event tells, and its recovery by the receipt of its write-off', async () => {
    const packetId = await executed('N1');
    const [event] = await numbered(packetId);
    const receipt = await receiptOf(packetId);
    expect(receipt).toMatchObject({ receiptNo: '2026-000001' });
    expect(event).toMatchObject({
      ...{ packetId, kind: 'WRITE_OFF' },
      receipt: { cashReceiptId: receipt?.cashReceiptId, receiptNo: '2026-000001' },
      journals: [{ entity: 'US01', journalNo: 'US01-2026-000001' }],
    });
    await ledger.bus.publish([recoveryAsked(packetId)]);
    const [, reversal] = await numbered(packetId, 2);
    expect(reversal).toMatchObject({
      ...{ kind: 'RECOVERY', receipt: event?.receipt },
      journals: [{ entity: 'US01', journalNo: 'US01-2026-000002' }],
    });
    expect(await journalNos(packetId)).toEqual(['US01-2026-000001', 'US01-2026-000002']);
  });

  it('is found by its number', async () => {
    const found = await ledger.call.get('/v1/journals', { query: { journalNo: 'US01-2026-000002' }, token });
    expect(bodyOf(found).items).toMatchObject([{ kind: 'RECOVERY', journalNo: 'US01-2026-000002' }]);
    const receipts = await ledger.call.get('/v1/cash-receipts', {
      query: { 'receiptNo.prefix': '2026-0000' },
      token,
    });
    expect(bodyOf(receipts).items).toMatchObject([{ receiptNo: '2026-000001' }]);
  });

  it('has its numbers once, however often the events arrive', async () => {
    const { packetId, records } = await approved('N2');
    for (let time = 0; time < 5; time += 1) await ledger.bus.publish(records);
    await desk.outcomeOf(packetId);
    for (let time = 0; time < 5; time += 1) await ledger.bus.publish([recoveryAsked(packetId)]);
    await numbered(packetId, 2);
    await withoutGap();
    expect(await published(packetId)).toHaveLength(2);
    expect(await journalNos(packetId)).toEqual(['US01-2026-000003', 'US01-2026-000004']);
  });
});

it('a posting that is rolled back leaves no gap', async () => {
  await ledger.database.query('create sequence ledger.test_attempt');
  await ledger.database.query(`
    create function ledger.test_fails_first() returns trigger language plpgsql security definer as $$
      begin
        if nextval('ledger.test_attempt') <= 2 then raise exception 'planted' using errcode = '40001'; end if;
        return new;
      end $$;
    create trigger test_fails_first before insert on ledger.write_off_execution
      for each row execute function ledger.test_fails_first()`);
  for (const packetId of [await executed('N3'), await executed('N4')]) await numbered(packetId);
  await ledger.database.query('drop trigger test_fails_first on ledger.write_off_execution');
  const [attempts] = await ledger.database.query(
    `select last_value::int as attempts from ledger.test_attempt`,
  );
  expect(attempts).toEqual({ attempts: 4 });
  await withoutGap();
});

it('is shown by its id alone until its entry is sealed; several sealers at once then leave no gap and double nothing', async () => {
  const packets = await one.transaction(async () => {
    // Whoever seals holds this lock.
    await eventually(async () => {
      const [lock] = await one.query<{ held: boolean }>(
        sql`select pg_try_advisory_xact_lock(${lockKeys('logSealing')}) as held`,
      );
      if (!lock?.held) throw new Error('another seals');
    });
    const posted = await Promise.all(['N5', 'N6', 'N7', 'N8'].map(executed));
    expect((await Promise.all(posted.map(receiptOf))).map((receipt) => receipt?.receiptNo)).toEqual(
      Array(4).fill(null),
    );
    await expect(other.query(aNumber(without, next))).rejects.toThrow(/is not sealed, or another/);
    return posted;
  });
  const cause = { actor: 'service:test', correlationId: randomUUID() };
  await Promise.all(
    [one, other, one, other].map((database) =>
      causedBy(cause, () =>
        sealNext(
          database,
          createOutbox(database, '/recoup/ledger-service', () => new Date()),
          'test',
        ),
      ),
    ),
  );
  for (const packetId of packets) expect(await numbered(packetId)).toHaveLength(1);
  await withoutGap();
  expect(new Set((await Promise.all(packets.map(receiptOf))).map((receipt) => receipt?.receiptNo)).size).toBe(
    4,
  );
});

describe('the database refuses a number', () => {
  it.each<[string, Parameters<typeof aNumber>, RegExp]>([
    ['that leaves a gap', [known, `${next} + 1`], /would leave a gap or stand twice/],
    ['that stands twice', [known, `${next} - 1`], /would leave a gap or stand twice/],
    ['for what has one', [known, next], /numbered_once/],
    ['of another legal entity', [known, '1', 'US02'], /is not sealed, or another/],
    ['of another year', [known, '1', 'US01', 2025], /is not sealed, or another/],
    ['of nothing', ['gen_random_uuid()', next], /is not sealed, or another/],
  ])('%s', async (_what, given, why) => {
    await expect(one.query(aNumber(...given))).rejects.toThrow(why);
  });
});

it('a receipt is of the year in which the first of its entities posts, by the date there', async () => {
  const owner = await openLedgerDatabase(ledger.database, 'owner');
  const [id, logged, receiptId] = [randomUUID(), randomUUID(), randomUUID()];
  const postedIn = (entity: string, date: string) =>
    entityOf(id, {
      ...{ entity: `'${entity}'`, policy_version: 'null', period: `'${date.slice(0, 7)}'` },
      ...{ event_date: `'${date}'`, accounting_date: `'${date}'` },
    });
  const year = owner.transaction(async () => {
    for (const statement of [
      `insert into accounting_period values ('US01', '2025-12', 'OPEN', now(), 'x'), ('UK01', '2026-01', 'OPEN', now(), 'x')`,
      ...[entry(logged), event(id, logged), postedIn('UK01', '2026-01-01'), postedIn('US01', '2025-12-31')],
      `insert into cash_receipt (cash_receipt_id, receipt_type_cd, currency, amount_minor, value_date, created_at, created_by)
       values ('${receiptId}', 'WRITE_OFF', 'USD', 5, '2026-01-01', now(), 'x')`,
      `insert into cash_receipt_worksheet (worksheet_id, cash_receipt_id, kind, posting_event_id, created_at, created_by)
       values (gen_random_uuid(), '${receiptId}', 'APPLICATION', '${id}', now(), 'x')`,
    ])
      await owner.query(sql.raw(statement));
    const [found] = await owner.query<{ year: number }>(
      sql`select year from numbered_subject where subject_id = ${receiptId}`,
    );
    throw new Error(`it is of ${found?.year}`);
  });
  await expect(year).rejects.toThrow('it is of 2025');
  await owner.close();
});

it('every promise about numbers holds at the end', async () => {
  const auditor = await ledger.token('auditor-1');
  const { invariants } = bodyOf(await ledger.call.get('/v1/checks', { token: auditor }));
  expect(invariants.filter((one) => one.id.startsWith('I23')).map(({ violations }) => violations)).toEqual([
    0, 0, 0,
  ]);
});
