import { createHash, randomUUID } from 'node:crypto';
import { LedgerWriteOffRecoveredV1 } from '@recoup/contracts/ledger.v1';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { canonicalJson } from '@recoup/domain/canonical-json';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, recoveryOf, row, signedInMarch } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

let ledger: LedgerUnderTest;
let token: string;
let desk: ReturnType<typeof approvalsFor>;

beforeAll(async () => {
  ledger = await ledgerUnderTest(
    { 'client-accounting-1': 'CLIENT_ACCOUNTING' },
    // The ledger hears of everything on the second of April.
    { BUSINESS_DATE: '2026-04-02' },
  );
  token = await ledger.token('client-accounting-1');
  desk = approvalsFor(ledger, token);
  await ledger.database.query(
    `insert into ledger.accounting_period values ('US01', '2026-03', 'OPEN', now(), 'test'),
                                                ('US02', '2026-03', 'OPEN', now(), 'test')`,
  );
});
afterAll(() => ledger.stop());

const totals = { revenue: '10.00', payable: '90.00' };
const approved = async (invoice: string, approval: Parameters<typeof desk.approve>[2] = {}) => {
  await desk.importRows(row(invoice, '10.00', '90.00'));
  const packetId = randomUUID();
  const lines = await desk.linesOf(invoice);
  await desk.approve(lines, { packetId, totals }, approval);
  return { packetId, lines, outcome: await desk.outcomeOf(packetId) };
};
const postedOf = (packetId: string) =>
  ledger.database.query<{ type: string; date: string; period: string; hash: string }>(
    `select transaction_type as type, event_date::text as date, period, approval_hash as hash
       from ledger.posting_event join ledger.posting_entity using (posting_event_id)
      where source_id = $1 order by recorded_at`,
    [packetId],
  );
const askedFor = (packetId: string, asked: Parameters<typeof recoveryOf>[2]) =>
  ledger.bus.publish([eventRecord(PacketRecoveryRequestedV1, packetId, 3, recoveryOf(packetId, 1, asked))]);
const payloadOf = async (packetId: string, type: string) => {
  const [entry] = await ledger.database.query<{ payload: string }>(
    `select convert_from(bytes, 'UTF8') as payload from ledger.log_entry join ledger.log_bytes using (event_id)
      where type = $2 and convert_from(bytes, 'UTF8')::jsonb ->> 'packetId' = $1`,
    [packetId, type],
  );
  return JSON.parse(entry?.payload ?? '{}');
};

describe('a write-off', () => {
  it('counts on the day of its last signature, whenever the ledger hears of it', async () => {
    const { packetId } = await approved('D1');
    expect(await postedOf(packetId)).toMatchObject([
      { type: 'WRITE_OFF', date: '2026-03-31', period: '2026-03' },
    ]);
  });

  it('counts in each of its entities on the day of that entity', async () => {
    await desk.importRows(row('E1', '10.00', '90.00'), row('E2', '10.00', '90.00').replace('US01', 'US02'));
    const packetId = randomUUID();
    const lines = (await desk.linesOf('E1', 'E2')).map((line) => ({
      ...line,
      entity: line.invoiceNumber === 'E2' ? 'US02' : 'US01',
    }));
    const eventDates = [
      { entity: 'US01', date: '2026-03-31' },
      { entity: 'US02', date: '2026-03-30' },
    ];
    const both = { packetId, totals: { revenue: '20.00', payable: '180.00' } };
    await desk.approve(lines, both, { approval: { eventDates } });
    expect(await desk.outcomeOf(packetId)).toEqual({ outcome: 'EXECUTED', code: null });
    const dates = await ledger.database.query(
      `select entity, event_date::text as date, accounting_date::text as accounting
         from ledger.posting_entity join ledger.posting_event using (posting_event_id)
        where source_id = $1 order by entity`,
      [packetId],
    );
    expect(dates).toEqual([
      { entity: 'US01', date: '2026-03-31', accounting: '2026-03-31' },
      { entity: 'US02', date: '2026-03-30', accounting: '2026-03-30' },
    ]);
  });

  it('names its approval by a hash that anybody can make from the entry of the log', async () => {
    const { packetId } = await approved('D2');
    const { contentHash, round, approval } = await payloadOf(packetId, 'write-off.executed');
    const { policyVersion, signatures } = signedInMarch;
    expect(approval).toMatchObject({ policyVersion, signatures });
    const hash = createHash('sha256')
      .update(canonicalJson({ packetId, round, contentHash, policyVersion, signatures }))
      .digest('hex');
    expect(approval.hash).toBe(hash);
    expect(await postedOf(packetId)).toMatchObject([{ hash }]);
  });

  it('is refused without the day of its entity', async () => {
    const approval = { eventDates: [{ entity: 'UK01', date: '2026-03-31' }] };
    const { outcome } = await approved('N-day', { approval });
    expect(outcome).toEqual({ outcome: 'REFUSED', code: 'CONTENT_MISMATCH' });
  });
});

describe('a correction', () => {
  it('is posted as one, counts as recovered and is told as no recovery', async () => {
    const { packetId } = await approved('C1');
    await askedFor(packetId, { kind: 'CORRECTION', date: '2026-04-01' });
    await eventually(async () => expect(await postedOf(packetId)).toHaveLength(2));
    const [executed, corrected] = await postedOf(packetId);
    expect(corrected).toEqual({
      ...{ type: 'CORRECTION', date: '2026-04-01', period: '2026-04', hash: executed?.hash },
    });
    const journals = await ledger.call.get('/v1/journals', { query: { packetId }, token });
    expect(
      bodyOf(journals)
        .items.map(({ kind }) => kind)
        .sort(),
    ).toEqual(['CORRECTION', 'WRITE_OFF']);
    const postings = await ledger.call.get('/v1/gl-documents', { query: { packetId }, token });
    expect(
      bodyOf(postings)
        .items.map(({ kind }) => kind)
        .sort(),
    ).toEqual(['CORRECTION', 'WRITE_OFF']);
    expect(await payloadOf(packetId, 'write-off.recovered')).toMatchObject({ kind: 'CORRECTION' });
    const [published] = await ledger.database.query<{ message: Buffer }>(
      `select message from ledger.outbox where event_type = $1 and aggregate_id = $2`,
      [LedgerWriteOffRecoveredV1.type, packetId],
    );
    expect(JSON.parse(String(published?.message)).data).toMatchObject({ kind: 'CORRECTION' });
  });

  it('that is dated before its write-off is refused in words, and leaves its entry in the log', async () => {
    const { packetId } = await approved('L-dated');
    await askedFor(packetId, { date: '2026-03-30' });
    const refusal = {
      code: 'DATE_BEFORE_WRITE_OFF',
      reason: 'The recovery is dated 2026-03-30 in US01, before its write-off on 2026-03-31',
    };
    await eventually(async () => {
      const published = await ledger.database.query<{ data: unknown }>(
        `select convert_from(message, 'UTF8')::jsonb -> 'data' as data from ledger.outbox
          where event_type = 'recoup.ledger.write-off-recovery-refused.v1' and aggregate_id = $1`,
        [packetId],
      );
      expect(published).toEqual([{ data: { packetId, ...refusal } }]);
    });
    expect(await payloadOf(packetId, 'write-off.recovery-refused')).toMatchObject(refusal);
    expect(await postedOf(packetId)).toHaveLength(1);
  });

  it('of a kind that is not known becomes a dead letter that says so', async () => {
    const [asked, says] = [{ kind: 'MISTAKE' }, 'MISTAKE is no kind of recovery'];
    const { packetId } = await approved('L-kind');
    await askedFor(packetId, asked);
    await eventually(async () => {
      const kept = await ledger.database.query<{ error: string }>(
        'select error from ledger.dead_letter where key = $1',
        [packetId],
      );
      expect(kept.map(({ error }) => error).join()).toContain(says);
    });
    expect(await postedOf(packetId)).toHaveLength(1);
  });
});
