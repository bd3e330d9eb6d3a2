import { randomUUID } from 'node:crypto';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysAgo, type RiskInTest, startRisk } from './risk.fixture.ts';

describe('the daily sync', () => {
  let risk: RiskInTest;
  let token: string;

  beforeAll(async () => {
    risk = await startRisk({ SYNC_SHARD_RECEIVABLES: '2', INSTANCE: 'the service' });
    await risk.person('kim', 'CASE_OWNER');
    await risk.person('lee', 'COLLECTIONS_LEAD');
    token = await risk.token('lee');
    for (const account of [randomUUID(), randomUUID(), randomUUID()]) {
      const of = { accountId: account, number: 'B', name: 'Acme' };
      await risk.receivable({ account: of, dueDate: daysAgo(5) });
      await risk.receivable({ account: of, dueDate: daysAgo(-5), invoiceNumber: 'INV-2' });
    }
    await eventually(async () => {
      expect(await risk.database.query('select 1 from risk.score')).toHaveLength(6);
      expect(await risk.database.query('select 1 from risk.account_due')).toEqual([]);
    });
  });
  afterAll(() => risk.stop());

  const run = async () => {
    const asked = await risk.call.post('/v1/syncs', { token });
    expect(asked.status).toBe(202);
    const { syncId } = bodyOf(asked);
    return eventually(async () => {
      const now = bodyOf(await risk.call.get('/v1/syncs/{syncId}', { path: { syncId }, token }));
      expect(now.finishedAt).not.toBeNull();
      return now;
    });
  };
  const stored = () => risk.database.query('select *, xmin::text from risk.score order by receivable_id');

  it('runs by itself once a day', async () => {
    const runs = await eventually(async () => {
      const rows = await risk.database.query<{ requested_by: string }>(
        'select requested_by from risk.sync where finished_at is not null',
      );
      expect(rows.length).toBeGreaterThan(0);
      return rows;
    });
    expect(runs[0]?.requested_by).toBe('service:risk-service');
  });

  it('writes nothing when nothing has changed', async () => {
    const before = await stored();
    expect(await run()).toMatchObject({
      shards: 3,
      shardsDone: 3,
      receivables: 6,
      receivablesDone: 6,
      secondsLeft: 0,
      scoresChanged: 0,
      bandsChanged: 0,
      casesOpened: 0,
    });
    expect(await stored()).toEqual(before);
  });

  it('scores a shard once, however often it comes', async () => {
    const state = () =>
      Promise.all([
        risk.database.query('select * from risk.sync order by sync_id'),
        risk.database.query('select * from risk.sync_shard order by shard_id'),
      ]);
    const before = await state();
    const shards = before[1].length;
    const takenAgain = async () => {
      await risk.database.query(
        `insert into bus.event (topic, part, key, headers, value)
         select topic, part, key, headers, value from bus.event where topic = 'recoup.sync-shards.v1'`,
      );
      await eventually(async () => {
        const [waiting] = await risk.database.query<{ number: number }>(
          `select count(*)::int as number from bus.event join bus.position using (topic, part)
            where topic = 'recoup.sync-shards.v1' and event.seq > position.seq`,
        );
        expect(waiting?.number).toBe(0);
      });
      expect(
        await risk.database.query(
          `select from risk.inbox where consumer = 'risk-scorer' and outcome = 'applied'`,
        ),
      ).toHaveLength(shards);
    };
    expect(before[1]).toContainEqual(expect.objectContaining({ scored_by: 'the service' }));

    await takenAgain();
    // As from a bus that was brought back from before: the inbox knows nothing of them either.
    await risk.database.query(`delete from risk.inbox where consumer = 'risk-scorer'`);
    await risk.database.query(`delete from risk.inbox_version where consumer = 'risk-scorer'`);
    await takenAgain();
    expect(await state()).toEqual(before);
  });

  it('the daily sync finds what only time has changed', async () => {
    await risk.database.query(`update risk.receivable set due_date = due_date - 12`);
    expect(await run()).toMatchObject({ receivablesDone: 6, scoresChanged: 6, casesOpened: 3 });
    const cases = await risk.call.get('/v1/risk-cases', { query: { band: ['medium'] }, token });
    expect(bodyOf(cases).items).toHaveLength(3);
    await risk.database.query(`update risk.receivable set due_date = due_date - 20`);
    expect(await run()).toMatchObject({ bandsChanged: 3, casesOpened: 3 });
  });

  it('scores every open receivable on a new business day without anybody asking', async () => {
    await risk.database.query(`update risk.sync set as_of = as_of - 1`);
    await risk.database.query(`update risk.receivable set due_date = due_date - 5`);
    await eventually(async () => {
      const runs = await risk.database.query(
        `select requested_by, receivables, receivables_done, bands_changed from risk.sync
          where as_of = '2026-04-23' and finished_at is not null`,
      );
      expect(runs).toEqual([
        { requested_by: 'service:risk-service', receivables: 6, receivables_done: 6, bands_changed: 3 },
      ]);
    });
  });

  it('is asked for by those who work with receivables, and by nobody else', async () => {
    const asKim = await risk.call.post('/v1/syncs', { token: await risk.token('kim') });
    expect(asKim).toMatchObject({ status: 403, body: { code: 'ROLE_REQUIRED' } });
  });

  it('no score above low is without a case, no case without owner or timer, and no invoice has two open cases', async () => {
    const [row] = await risk.database.query<{ id: string; invoice: string }>(
      'select risk_case_id as id, invoice_id as invoice from risk.risk_case limit 1',
    );
    const refused = (text: string, values: readonly unknown[]) =>
      risk.database.query(text, values).then(
        () => 'accepted',
        (error: { constraint?: string; column?: string }) => error.constraint ?? error.column,
      );
    const newScore = `insert into risk.score (receivable_id, account_id, score_bp, band, card_version, since)
      values ($1, $1, 5000, 'high', 'v1', '2026-04-23')`;
    expect(await refused(newScore, [randomUUID()])).toBe('score_above_low_has_case');
    const set = (change: string) =>
      refused(`update risk.risk_case set ${change} where risk_case_id = $1`, [row?.id]);
    expect(await set('risk_owner_name = null')).toBe('risk_owner_name');
    expect(await set('next_action_due_at = null')).toBe('risk_case_open_has_timer');
    const second = `insert into risk.risk_case
      select (jsonb_populate_record(known, jsonb_build_object('risk_case_id', gen_random_uuid(), 'case_no', 999999))).*
        from risk.risk_case known where risk_case_id = $1`;
    expect(await refused(second, [row?.id])).toBe('risk_case_one_open_per_invoice');
  });
});
