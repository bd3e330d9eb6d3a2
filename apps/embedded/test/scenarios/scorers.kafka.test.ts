import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkInstallation } from '@recoup/cli/check/check-installation';
import { importFile } from '@recoup/cli/commands/imports/import-job';
import { syncRisk } from '@recoup/cli/commands/sync';
import { sampleOpenItems } from '@recoup/cli/sample/sample-open-items';
import { type Session, signIn } from '@recoup/cli/session/session';
import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { type LocalPostgres, startLocalPostgres } from '@recoup/local/postgres/postgres';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { eventually } from '@recoup/testkit/eventually';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseName } from '../../src/host/start-database.ts';
import { type Host, startHost } from '../../src/host/start-host.ts';

const asOf = toCalendarDate('2026-03-31') as CalendarDate;
const rows = 4_000;

describe.runIf(kafkaAvailable())('two scorers of their own, over Kafka', () => {
  let folder = '';
  let orders = '';
  let postgres: LocalPostgres;
  let database: pg.Pool;
  let host: Host;
  let desk: Session;

  const read = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await database.query<Row>(text, [...values])).rows;
  const one = async (text: string) => Number((await read<{ value: string }>(text))[0]?.value);
  const scorer = (name: string) => {
    const found = host.processes.find(({ schema }) => schema === name);
    if (!found) throw new Error(`no process ${name}`);
    return found;
  };

  beforeAll(async () => {
    folder = await throwawayFolder('recoup-scorers-');
    orders = join(folder, 'orders');
    postgres = await startLocalPostgres({ dataDir: join(folder, 'apart'), keep: false, port: 55_600 });
    host = await startHost({
      dataDir: folder,
      port: 19_480,
      firstServicePort: 24_500,
      processes: 'each',
      bus: 'kafka',
      scorers: 2,
      shardReceivables: 15,
      environment: {
        ADMIN_DATABASE_URL: postgres.adminUrl,
        BUSINESS_DATE: asOf,
        LOG_LEVEL: 'error',
        KAFKA_SESSION_MS: '6000',
      },
      log: () => undefined,
    });
    const url = new URL(postgres.adminUrl);
    url.pathname = `/${databaseName('foreign', 'kafka')}`;
    database = new pg.Pool({ connectionString: url.href, max: 2 });
    database.on('error', () => undefined);
    const file = join(folder, 'open-items.csv');
    writeFileSync(file, [...sampleOpenItems(rows, asOf)].join(''));
    desk = await signIn(host.shown.address, 'client-accounting-1');
    await importFile(desk, { file, preset: 'recoup', asOf }, () => undefined);
    await eventually(async () => {
      expect(await one('select count(*) as value from risk.score')).toBe(rows);
      expect(await one('select count(*) as value from risk.account_due')).toBe(0);
      expect(await one('select count(*) as value from risk.sync where finished_at is null')).toBe(0);
    }, 90_000);
  }, 240_000);
  afterAll(async () => {
    await database?.end();
    await host?.stop();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  /** Asks for a run of which every invoice is 20 days later than before, does `meanwhile`, and follows it to its end. */
  const runThrough = async (meanwhile: (syncId: string) => Promise<void>) => {
    await read('update risk.receivable set due_date = due_date - 20');
    const last = await one('select coalesce(max(id), 0) as value from risk.outbox');
    const { syncId } = await desk.post('/risk/v1/syncs');
    await meanwhile(syncId);
    const run = await eventually(async () => {
      const now = await desk.get('/risk/v1/syncs/{syncId}', { path: { syncId } });
      expect(now.finishedAt).not.toBeNull();
      return now;
    }, 120_000);
    return { syncId, run, last };
  };

  const doneBy = (syncId: string) =>
    read<{ scored_by: string; shards: number }>(
      `select scored_by, count(*)::int as shards from risk.sync_shard
        where sync_id = $1 and done_at is not null group by 1 order by 1`,
      [syncId],
    );

  const expectExactlyOnce = async ({ syncId, run, last }: Awaited<ReturnType<typeof runThrough>>) => {
    expect(run.shards).toBeGreaterThanOrEqual(40);
    expect([run.shardsDone, run.receivables, run.receivablesDone]).toEqual([run.shards, rows, rows]);
    const shards = await doneBy(syncId);
    expect(shards.reduce((all, { shards: some }) => all + some, 0)).toBe(run.shards);

    const published = (type: string) =>
      one(`select count(*) as value from risk.outbox
            where id > ${last} and event_type = 'recoup.risk-case.${type}.v1'`);
    expect(await published('band-changed')).toBe(run.bandsChanged);
    expect(await published('opened')).toBe(run.casesOpened);
    expect(run.bandsChanged + run.casesOpened).toBeGreaterThan(500);
    expect(
      await read(`select aggregate_id, event_type from risk.outbox where id > ${last} group by 1, 2 having count(*) > 1
                     and event_type in ('recoup.risk-case.opened.v1', 'recoup.risk-case.band-changed.v1')`),
    ).toEqual([]);
    expect(
      await one(`select count(*) as value from risk.score join risk.receivable using (receivable_id)
                  where array_position('{low,medium,high,critical}', band)
                      < 1 + (date '${asOf}' - due_date > 15)::int + (date '${asOf}' - due_date > 30)::int
                          + (date '${asOf}' - due_date > 60)::int`),
    ).toBe(0);
    const operator = await signIn(host.shown.address, 'operator-1');
    await eventually(async () => {
      const { lines } = await checkInstallation(operator);
      expect(lines.filter((line) => line.startsWith('BROKEN'))).toEqual([]);
    }, 60_000);
  };

  it('share the shards, and one that is killed leaves its part to the other', async () => {
    const through = await runThrough(async (syncId) => {
      await eventually(async () => {
        const shares = await doneBy(syncId);
        expect(shares.map(({ scored_by }) => scored_by)).toEqual(['scorer-1', 'scorer-2']);
      }, 60_000);
      await scorer('scorer-2').kill();
      const { finishedAt } = await desk.get('/risk/v1/syncs/{syncId}', { path: { syncId } });
      expect(finishedAt).toBeNull();
    });
    await expectExactlyOnce(through);
  }, 200_000);

  it('lose and double nothing when one dies with a shard half written', async () => {
    await scorer('scorer-2').restart({ FAILPOINT_FILE: orders });
    const killed = scorer('scorer-2').pid();
    const through = await runThrough(async () => writeFileSync(orders, 'event-in-transaction:3'));
    expect(scorer('scorer-2').pid()).not.toBe(killed);
    await expectExactlyOnce(through);
  }, 200_000);

  it('find nothing more to change when they look again, and show how far they are', async () => {
    const lines: string[] = [];
    expect(await syncRisk(desk, (line) => lines.push(line))).toContain(
      ': 0 scores and 0 bands changed, 0 cases opened',
    );
    expect(lines.length).toBeGreaterThan(1);
    expect(
      lines.filter((line) => !/^\d+ of \d+ shards, \d+ of 4000 scored, \d+ a second, \d+ s left$/.test(line)),
    ).toEqual([]);
  }, 120_000);
});
