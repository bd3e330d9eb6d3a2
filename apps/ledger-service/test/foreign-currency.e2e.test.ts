import { randomUUID } from 'node:crypto';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { RateListedV1 } from '@recoup/contracts/rate-listed.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, recoveryOf, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

let ledger: LedgerUnderTest;
let desk: ReturnType<typeof approvalsFor>;
let auditor: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING', 'auditor-1': 'AUDITOR' });
  desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  auditor = await ledger.token('auditor-1');
});
afterAll(() => ledger.stop());

/** A rate from dollars, as packet-service lists it; answers its id once the ledger has it. */
const list = async (to: string, day: string, rate: string, version = 1): Promise<string> => {
  const fxRateId = randomUUID();
  const data = { fxRateId, day, from: 'USD', to, rate, scale: 4, source: 'test', version };
  await ledger.bus.publish([eventRecord(RateListedV1, fxRateId, 1, data)]);
  await eventually(async () => {
    const known = await ledger.database.query('select from ledger.fx_rate where fx_rate_id = $1', [fxRateId]);
    expect(known).toHaveLength(1);
  });
  return fxRateId;
};
const ofEntity = (entity: string, ...cells: Parameters<typeof row>) => row(...cells).replace('US01', entity);
const take = async (...rows: readonly string[]) =>
  expect(bodyOf(await desk.importRows(...rows))).toMatchObject({ rows: { invalid: 0 } });

const sidesOf = (invoice: string) =>
  ledger.database.query<{ side: string; open: string; opening: string | null; carried: string | null }>(
    `select side, open_minor::text as open, opening_functional_minor::text as opening, open_functional_minor::text as carried
       from ledger.receivable_side join ledger.billing_item_detail using (billing_item_detail_id)
       join ledger.billing_item using (billing_item_id)
      where invoice_number = $1 order by side desc`,
    [invoice],
  );
const carriedOf = async (invoice: string) =>
  (await sidesOf(invoice)).map(({ side, carried }) => [side, carried]);

const approved = async (entity: string, invoice: string, totals: { revenue: string; payable: string }) => {
  const packetId = randomUUID();
  const lines = (await desk.linesOf(invoice)).map((line) => ({ ...line, entity }));
  await desk.approve(
    lines,
    { packetId, totals },
    { approval: { eventDates: [{ entity, date: '2026-03-31' }] } },
  );
  return { packetId, outcome: await desk.outcomeOf(packetId) };
};
const linesOf = (packetId: string, kind: 'WRITE_OFF' | 'RECOVERY') =>
  ledger.database.query<{ role: string; minor: string; functional: string; rate: string | null }>(
    `select account_role as role, (debit_minor - credit_minor)::text as minor,
            (functional_debit_minor - functional_credit_minor)::text as functional, fx_rate_id as rate
       from ledger.posting_event join ledger.journal using (posting_event_id) join ledger.journal_line using (journal_id)
      where source_id = $1 and transaction_type = $2 order by line_no`,
    [packetId, kind],
  );
const loggedRates = async (packetId: string, type: string) => {
  const [entry] = await ledger.database.query<{ rates: unknown }>(
    `select payload -> 'rates' as rates
       from (select type, convert_from(bytes, 'UTF8')::jsonb as payload
               from ledger.log_entry join ledger.log_bytes using (event_id)) entry
      where type = $2 and payload ->> 'packetId' = $1`,
    [packetId, type],
  );
  return entry?.rates;
};
const recovered = async (packetId: string, entity: string, date: string) => {
  const asked = { ...recoveryOf(packetId, 1, { date }), eventDates: [{ entity, date }] };
  await ledger.bus.publish([eventRecord(PacketRecoveryRequestedV1, packetId, 3, asked)]);
  return eventually(async () => {
    const lines = await linesOf(packetId, 'RECOVERY');
    if (lines.length === 0) throw new Error('not recovered yet');
    return lines;
  });
};
const broken = async () => {
  const { invariants } = bodyOf(await ledger.call.get('/v1/checks', { token: auditor }));
  return invariants.filter((one) => one.violations !== 0).map((one) => one.id);
};

it('writes dollars of an entity in euros off and brings them back, in balance in both currencies at each step', async () => {
  await list('EUR', '2026-03-24', '9000');
  await take(ofEntity('DE01', 'EU1', '1000.00', '0.00'));
  expect(await sidesOf('EU1')).toEqual([{ side: 'REV', open: '100000', opening: '90000', carried: '90000' }]);

  await list('EUR', '2026-03-31', '9200', 1);
  const ofWriteOff = await list('EUR', '2026-03-31', '9100', 2);
  const { packetId, outcome } = await approved('DE01', 'EU1', { revenue: '1000.00', payable: '0.00' });
  expect(outcome).toEqual({ outcome: 'EXECUTED', code: null });
  expect(await linesOf(packetId, 'WRITE_OFF')).toEqual([
    { role: 'CLEXP', minor: '100000', functional: '91000', rate: ofWriteOff },
    { role: 'AR', minor: '-100000', functional: '-90000', rate: ofWriteOff },
    { role: 'FX', minor: '0', functional: '-1000', rate: null },
  ]);
  expect(await carriedOf('EU1')).toEqual([['REV', '0']]);

  const ofRecovery = await list('EUR', '2026-04-02', '9500');
  expect(await recovered(packetId, 'DE01', '2026-04-09')).toEqual([
    { role: 'CLEXP', minor: '-100000', functional: '-91000', rate: ofWriteOff },
    { role: 'AR', minor: '100000', functional: '95000', rate: ofRecovery },
    { role: 'FX', minor: '0', functional: '-4000', rate: null },
  ]);
  expect(await carriedOf('EU1')).toEqual([['REV', '95000']]);

  const pair = { entity: 'DE01', from: 'USD', to: 'EUR' };
  expect(await loggedRates(packetId, 'write-off.executed')).toEqual([
    { ...pair, fxRateId: ofWriteOff, day: '2026-03-31', rate: '0.9100' },
  ]);
  expect(await loggedRates(packetId, 'write-off.recovered')).toEqual([
    { ...pair, fxRateId: ofRecovery, day: '2026-04-02', rate: '0.9500' },
  ]);
  expect(await broken()).toEqual([]);
});

describe('a write-off in another currency than that of its entity', () => {
  it.each([
    ['GB1', '2026-04-01', { outcome: 'REFUSED', code: 'RATE_MISSING' }],
    ['GB2', '2026-03-23', { outcome: 'REFUSED', code: 'RATE_MISSING' }],
    ['GB3', '2026-03-24', { outcome: 'EXECUTED', code: null }],
  ])('of %s, with rates of %s and those above: %j', async (invoice, day, outcome) => {
    await take(ofEntity('UK01', invoice, '5.00', '0.00'));
    await list('GBP', day, '8000');
    expect((await approved('UK01', invoice, { revenue: '5.00', payable: '0.00' })).outcome).toEqual(outcome);
    expect(await broken()).toEqual([]);
  });
});

describe('what a file says of a receivable in another currency', () => {
  it('takes its part of what is carried when less is owed, and is worth the rate of the day when more is', async () => {
    await list('EUR', '2026-03-30', '9000');
    await take(ofEntity('DE01', 'EU2', '100.00', '3.33'));
    await list('EUR', '2026-03-31', '8000', 3);
    expect(await carriedOf('EU2')).toEqual([
      ['REV', '9100'],
      ['PAY', '303'],
    ]);
    await take(ofEntity('DE01', 'EU2', '40.00', '3.34'));
    expect(await carriedOf('EU2')).toEqual([
      ['REV', '3640'],
      ['PAY', '304'],
    ]);
    expect(await broken()).toEqual([]);
  });

  it('is taken in without a rate, carried at nothing that is known, and written off at the rate of the day', async () => {
    const yen = (...cells: Parameters<typeof row>) => ofEntity('DE01', ...cells).replace(',USD,', ',GBP,');
    await take(yen('EU3', '10.00', '0.00'));
    await take(yen('EU3', '12.00', '5.00'));
    expect(await carriedOf('EU3')).toEqual([
      ['REV', null],
      ['PAY', null],
    ]);
    expect(await broken()).toEqual([]);
  });
});
