import { randomUUID } from 'node:crypto';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scorerSettings } from '../src/config.ts';
import { composeScorer } from '../src/scorer/compose.ts';
import { daysAgo, type RiskInTest, startRisk } from './risk.fixture.ts';

const aScorer = async (url: string, instance: string) => {
  const bus = postgresBus({ url, pollMs: 20 });
  const settings = { DATABASE_URL: url, ADMIN_PORT: '0', LOG_LEVEL: 'fatal', INSTANCE: instance };
  const scorer = await composeScorer(readConfig(scorerSettings, settings), bus).catch(async (fault) => {
    await bus.close();
    throw fault;
  });
  const { adminAddress, stop } = await scorer.start();
  return { adminAddress, stop: () => stop().then(bus.close) };
};

describe('a risk service that leaves scoring to others', () => {
  let risk: RiskInTest;
  let token: string;

  beforeAll(async () => {
    risk = await startRisk({ SCORING: 'apart', SYNC_SHARD_RECEIVABLES: '1' });
    await risk.person('lee', 'COLLECTIONS_LEAD');
    await risk.person('olga', 'OPERATOR');
    token = await risk.token('lee');
    for (const name of ['A', 'B', 'C', 'D'])
      await risk.receivable({
        account: { accountId: randomUUID(), number: name, name },
        dueDate: daysAgo(5),
      });
    await eventually(async () => {
      expect(await risk.database.query('select from risk.score')).toHaveLength(4);
      expect(await risk.database.query('select from risk.account_due')).toEqual([]);
    });
  });
  afterAll(() => risk.stop());

  const asked = async () => {
    return bodyOf(await risk.call.post('/v1/syncs', { token })).syncId;
  };
  const run = async (syncId: string) =>
    bodyOf(await risk.call.get('/v1/syncs/{syncId}', { path: { syncId }, token }));
  const finished = (syncId: string) =>
    eventually(async () => {
      const now = await run(syncId);
      expect(now.finishedAt).not.toBeNull();
      return now;
    });

  it('waits for a scorer, and says how many shards are left', async () => {
    const syncId = await asked();
    await eventually(async () => {
      const waiting = await risk.database.query(
        `select from bus.event where topic = 'recoup.sync-shards.v1' and convert_from(value, 'UTF8')::jsonb->'data'->>'syncId' = $1`,
        [syncId],
      );
      expect(waiting).toHaveLength(4);
    });
    expect(await run(syncId)).toMatchObject({
      shards: 4,
      shardsDone: 0,
      finishedAt: null,
      receivablesPerSecond: null,
      secondsLeft: null,
    });

    const scorer = await aScorer(risk.database.runtimeUrl('risk'), 'scorer-1');
    expect(await finished(syncId)).toMatchObject({ shardsDone: 4, receivablesDone: 4, secondsLeft: 0 });
    // The run is finished with the last shard; the position on the bus moves on just after it.
    await eventually(async () => {
      const metrics = await (await fetch(`${scorer.adminAddress}/metrics`)).text();
      expect(metrics).toContain('recoup_bus_lag{consumer="risk-scorer",service="risk-scorer"} 0');
    });
    await scorer.stop();
    expect(await risk.database.query('select distinct scored_by from risk.sync_shard')).toEqual([
      { scored_by: 'scorer-1' },
    ]);
  });

  it('has its shards shared by as many scorers as there are, each done once', async () => {
    const url = risk.database.runtimeUrl('risk');
    const scorers = await Promise.all(['scorer-1', 'scorer-2', 'scorer-3'].map((name) => aScorer(url, name)));
    expect(await finished(await asked())).toMatchObject({ shards: 4, shardsDone: 4, receivablesDone: 4 });
    await Promise.all(scorers.map(({ stop }) => stop()));
  });

  it('answers for the dead letters of its scorers', async () => {
    const syncId = await asked();
    await eventually(async () => {
      const [row] = await risk.database.query<{ number: number }>(
        `select count(*)::int as number from risk.outbox join risk.sync_shard on shard_id = aggregate_id
          where sync_id = $1 and published_at is not null`,
        [syncId],
      );
      expect(row?.number).toBe(4);
    });
    const deadLetters = await risk.database.query<{ id: string }>(
      `insert into risk.dead_letter (dead_letter_id, consumer, topic, part, position, key, headers, value, error_class, error)
       select gen_random_uuid(), 'risk-scorer', topic, 0, id::text, aggregate_id::text, '{}', message, 'handler', 'no room'
         from risk.outbox join risk.sync_shard on shard_id = aggregate_id where sync_id = $1
       returning dead_letter_id as id`,
      [syncId],
    );
    const operator = await risk.token('olga');
    for (const { id } of deadLetters) {
      const replayed = await risk.call.post('/v1/dead-letters/{id}/replay', {
        path: { id },
        token: operator,
      });
      expect(replayed).toMatchObject({ status: 200, body: { state: 'replayed' } });
    }
    expect(await finished(syncId)).toMatchObject({ shardsDone: 4, receivablesDone: 4 });
  });
});

it('does not start a scorer on a schema that its risk service has not migrated yet', async () => {
  const database = await testDatabase('risk');
  await expect(aScorer(database.runtimeUrl('risk'), 'early')).rejects.toThrow(
    /^schema risk lacks \w+: start the service that migrates it first$/,
  );
  await database.drop();
});
