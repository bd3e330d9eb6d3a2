import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { newId } from '@recoup/runtime/process/ids';
import { rounds } from '@recoup/testkit/random-run';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SyncRuns } from '../../../ports/sync-runs.ts';
import type { SyncShards } from '../../../ports/sync-shards.ts';
import { findSync } from '../../../reads/syncs.ts';
import { riskDatabaseUnderTest } from '../risk-database.fixture.ts';
import { postgresSyncRuns } from './sync-runs.ts';
import { postgresSyncShards } from './sync-shards.ts';

let kept: Awaited<ReturnType<typeof riskDatabaseUnderTest>>;
let server: typeof kept.server;
let database: Database;
let runs: SyncRuns;
let shards: SyncShards;

beforeAll(async () => {
  kept = await riskDatabaseUnderTest();
  ({ server, database } = kept);
  runs = postgresSyncRuns(database, kept.outbox, newId);
  shards = postgresSyncShards(database);
});
afterAll(() => kept?.close());
beforeEach(() => server.query('truncate risk.sync_shard, risk.sync, risk.receivable, risk.outbox cascade'));

/** One account for each number, with so many open invoices. */
const accountsWith = (...items: readonly number[]) =>
  server.query(
    `with account as (select gen_random_uuid() as id, items from unnest($1::int[]) as items)
     insert into risk.receivable
       (receivable_id, version, account_id, account_name, client_id, client_name, entity, department, invoice_number,
        invoice_date, due_date, currency, billed_minor, open_minor, dispute_open, open_item)
     select gen_random_uuid(), 1, account.id, 'Acme', gen_random_uuid(), 'XYZ Corp', 'US01', 'Film', 'INV-' || n,
            '2026-01-01', '2026-01-31', 'USD', 1000, 1000, false, true
       from account, generate_series(1, account.items) as n`,
    [items],
  );

const day = (text: string) => {
  const date = toCalendarDate(text);
  if (!date) throw new Error(`${text} is no day`);
  return date;
};
const runOf = async (syncId: string) => {
  const run = await findSync(database, syncId, new Date());
  if (!run) throw new Error(`there is no run ${syncId}`);
  return run;
};
const request = async (shardSize: number, asOf = '2026-04-23') => {
  const asked = { syncId: newId(), asOf: day(asOf), requestedBy: 'test', at: new Date(), shardSize };
  return runOf(await runs.request(asked));
};
const planned = () =>
  server.query<{ shard_id: string; receivables: number; accounts: number }>(
    `select shard_id, receivables,
            (select count(distinct account_id)::int from risk.receivable where account_id between first_account and last_account)
              as accounts
       from risk.sync_shard order by shard_no`,
  );
const nothingFound = {
  receivablesDone: 0,
  scoresChanged: 0,
  bandsChanged: 0,
  casesOpened: 0,
  by: 'a scorer',
};
const complete = (shardId: string, receivablesDone = 1) =>
  database.transaction(async () => {
    if (await shards.claim(shardId))
      await shards.complete(shardId, { ...nothingFound, receivablesDone, at: new Date() });
  });

describe('a run', () => {
  it('has every account in exactly one shard, none much larger than asked', async () => {
    await accountsWith(...Array.from({ length: 300 }, (_, n) => 1 + (n % 9)));
    const run = await request(20);

    const [covered] = await server.query<{ least: number; most: number }>(
      `select min(times)::int as least, max(times)::int as most
         from (select account_id, count(shard_id) as times
                 from (select distinct account_id from risk.receivable) as account
                 left join risk.sync_shard on account_id between first_account and last_account
                group by account_id) as cover`,
    );
    expect(covered).toEqual({ least: 1, most: 1 });
    const rows = await planned();
    expect(rows).toHaveLength(run.shards);
    expect(rows.reduce((all, { receivables }) => all + receivables, 0)).toBe(run.receivables);
    expect(Math.max(...rows.map(({ receivables }) => receivables))).toBeLessThan(20 + 9);
    expect(Math.min(...rows.slice(0, -1).map(({ receivables }) => receivables))).toBeGreaterThan(20 - 9);
  });

  it('gives an account as large as a shard one of its own', async () => {
    await accountsWith(2, 2, 50, 2, 2, 10);
    await request(10);
    const alone = (await planned()).filter(({ accounts }) => accounts === 1);
    expect(alone.map(({ receivables }) => receivables)).toEqual(expect.arrayContaining([50, 10]));
    expect((await planned()).filter(({ receivables }) => receivables >= 10)).toHaveLength(2);
  });

  it('locks no more than 400 accounts in one shard, however small they are', async () => {
    await accountsWith(...Array.from({ length: 1_000 }, () => 1));
    await request(4_000);
    expect((await planned()).map(({ accounts }) => accounts)).toEqual([400, 400, 200]);
  });

  it('publishes each shard once, under a key of its own', async () => {
    await accountsWith(3, 3, 3, 3);
    await request(3);
    const published = await server.query<{ aggregate_id: string }>(
      `select aggregate_id from risk.outbox where topic = 'recoup.sync-shards.v1' and sequence = 1`,
    );
    const keys = published.map((row) => row.aggregate_id).sort();
    expect(keys).toEqual((await planned()).map((row) => row.shard_id).sort());
  });

  it('of nothing is finished when it is asked for', async () => {
    const run = await request(10);
    expect(run).toMatchObject({ shards: 0, receivables: 0 });
    expect(run.finishedAt).not.toBeNull();
    expect(await server.query('select from risk.outbox')).toEqual([]);
  });

  it('is answered to whoever asks while it is under way', async () => {
    await accountsWith(1);
    const [one, two] = await Promise.all([request(10), request(10)]);
    expect(two.syncId).toBe(one.syncId);
    expect(await planned()).toHaveLength(1);
  });

  it('ends when a later day begins, and no shard of it can finish it', async () => {
    await accountsWith(1, 1);
    const yesterday = await request(1, '2026-04-22');
    const [first, second] = await planned();
    await complete(first?.shard_id ?? '');
    const today = await request(1, '2026-04-23');
    await complete(second?.shard_id ?? '');

    expect(today.syncId).not.toBe(yesterday.syncId);
    expect(await shards.isUnderWay(yesterday.syncId)).toBe(false);
    const ended = await runOf(yesterday.syncId);
    expect([ended.finishedAt, ended.shardsDone]).toEqual([null, 2]);
    expect(ended.supersededAt).not.toBeNull();
    expect([await runs.knows(day('2026-04-22')), await runs.knows(day('2026-04-23'))]).toEqual([false, true]);
  });
});

describe('shards', () => {
  it('that are done at the same instant finish their run once, with the sum of what they found', async () => {
    for (let round = 0; round < rounds(10); round += 1) {
      await server.query('truncate risk.sync_shard, risk.sync, risk.receivable, risk.outbox cascade');
      await accountsWith(1, 1, 1, 1);
      const { syncId } = await request(1);
      await Promise.all((await planned()).map((row, index) => complete(row.shard_id, index)));
      const run = await runOf(syncId);
      const found = 0 + 1 + 2 + 3;
      // Four were planned; what came meanwhile is counted among all, too.
      expect(run).toMatchObject({ shards: 4, shardsDone: 4, receivablesDone: found, receivables: found });
      expect(run.finishedAt).not.toBeNull();
    }
  });

  it('are done once, by claim and by the database', async () => {
    await accountsWith(1);
    const { syncId } = await request(1);
    const [shard] = await planned();
    await Promise.all([1, 2, 3].map(() => complete(shard?.shard_id ?? '')));
    expect(await runOf(syncId)).toMatchObject({ shardsDone: 1, receivablesDone: 1 });
    await expect(server.query(`update risk.sync_shard set scored_by = 'another'`)).rejects.toMatchObject({
      constraint: 'sync_shard_is_final',
    });
    await expect(server.query('update risk.sync set shards_done = 2')).rejects.toMatchObject({
      code: '23514',
    });
  });
});
