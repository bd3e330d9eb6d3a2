import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockUses } from '../../database/advisory-lock.ts';
import { busSuite } from '../bus.suite.ts';
import { BusAway, type Lead, LeadLost } from '../bus.ts';
import { silentProxy } from '../kafka/silent-proxy.fixture.ts';
import { postgresBus } from './postgres-bus.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe('the bus on PostgreSQL', () => {
  busSuite(() => ({
    member: () => Promise.resolve(postgresBus({ url: database.adminUrl, pollMs: 20 })),
    newTopic: () => Promise.resolve(`topic-${randomUUID()}`),
  }));

  it('hands a batch out again whose session was ended while it was handled, and the process goes on', async () => {
    const bus = postgresBus({ url: database.adminUrl, pollMs: 20 });
    const topic = `topic-${randomUUID()}`;
    const faults: unknown[] = [];
    let handed = 0;
    await bus.publish([{ topic, key: 'key', headers: {}, value: Buffer.from('text') }]);
    await bus.subscribe({
      group: 'left-alone',
      topics: [topic],
      onError: (error) => faults.push(error),
      handle: async () => {
        handed += 1;
        if (handed > 1) return;
        await database.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'recoup-bus'`);
        // The end of the session arrives while nobody asks anything of it.
        await new Promise((resolve) => setTimeout(resolve, 200));
      },
    });
    await eventually(() => expect(handed).toBe(2));
    await bus.close();
    expect(faults.length).toBeGreaterThan(0);
  });

  it('hands out large messages in order, a few megabytes at a time, and one that is larger alone', async () => {
    const bus = postgresBus({ url: database.adminUrl, pollMs: 20 });
    const topic = `topic-${randomUUID()}`;
    const sizes = [3, 3, 3, 9, 1, 1].map((megabytes) => megabytes * 1_000_000);
    for (const size of sizes)
      await bus.publish([{ topic, key: 'key', headers: {}, value: Buffer.alloc(size) }]);
    const batches: (readonly (number | undefined)[])[] = [];
    await bus.subscribe({
      group: 'careful',
      topics: [topic],
      onError: () => undefined,
      handle: async (batch) => void batches.push(batch.map(({ value }) => value?.byteLength)),
    });
    await eventually(() => expect(batches.flat()).toEqual(sizes));
    await bus.close();
    expect(batches.map((batch) => batch.length)).toEqual([2, 1, 1, 2]);
  });

  it('hands out what comes to other partitions while one is slow', async () => {
    const bus = postgresBus({ url: database.adminUrl, pollMs: 20 });
    const topic = `topic-${randomUUID()}`;
    const [begun, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const others = Array.from({ length: 30 }, () => randomUUID());
    const publish = (...keys: readonly string[]) =>
      bus.publish(keys.map((key) => ({ topic, key, headers: {}, value: Buffer.from('text') })));
    const consumed = new Set<string>();
    let slowPartition = -1;
    await bus.subscribe({
      group: 'one-is-slow',
      topics: [topic],
      onError: () => undefined,
      handle: async (batch) => {
        for (const { key } of batch) consumed.add(key);
        if (!consumed.has('slow') || slowPartition >= 0) return;
        slowPartition = batch[0]?.partition ?? -1;
        begun.resolve();
        await released.promise;
      },
    });
    await publish('slow');
    await begun.promise;

    await publish(...others);

    await eventually(() => expect(consumed.size).toBeGreaterThan(others.length / 2));
    released.resolve();
    await eventually(() => expect(consumed.size).toBe(others.length + 1));
    await bus.close();
  });

  it('begins with nothing more once it stops, however much waits', async () => {
    const bus = postgresBus({ url: database.adminUrl, pollMs: 20 });
    const topic = `topic-${randomUUID()}`;
    const keys = Array.from({ length: 60 }, () => randomUUID());
    await bus.publish(keys.map((key) => ({ topic, key, headers: {}, value: Buffer.from('text') })));
    const [begun, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const handed = new Set<number>();
    const subscription = await bus.subscribe({
      group: 'stopping',
      topics: [topic],
      onError: () => undefined,
      handle: async (batch) => {
        for (const { partition } of batch) handed.add(partition);
        begun.resolve();
        await released.promise;
      },
    });
    await begun.promise;

    const stopped = subscription.stop();
    released.resolve();
    await stopped;

    expect(handed.size).toBeLessThanOrEqual(3);
    await bus.close();
  });

  it('publishes for others while one that was publishing stands still', async () => {
    const { hostname, port } = new URL(database.adminUrl);
    const proxy = await silentProxy(hostname, Number(port));
    const [still, other] = [
      postgresBus({ url: proxy.through(database.adminUrl) }),
      postgresBus({ url: database.adminUrl }),
    ];
    const record = (key: string) => ({ topic: 'any', key, headers: {}, value: Buffer.from('text') });
    const holder = new pg.Client({ connectionString: database.adminUrl });
    await holder.connect();
    await holder.query('select pg_advisory_lock($1, 0)', [lockUses.busPublishing]);
    const cut = expect(still.publish([record('still')])).rejects.toThrow();
    await eventually(async () =>
      expect(
        await database.query(
          `select from pg_locks where locktype = 'advisory' and not granted
              and database = (select oid from pg_database where datname = current_database())`,
        ),
      ).toHaveLength(1),
    );

    proxy.fallSilent();
    await holder.end();
    await other.publish([record('other')]);

    const kept = await database.query(`select key from bus.event where topic = 'any' order by seq`);
    expect(kept).toEqual([{ key: 'still' }, { key: 'other' }]);
    await proxy.close();
    await cut;
    await still.close();
    await other.close();
  });

  it('refuses what an earlier leader of the same outbox publishes, and nothing else', async () => {
    const bus = postgresBus({ url: database.adminUrl });
    const topic = `topic-${randomUUID()}`;
    const publish = (key: string, lead: Lead | undefined) =>
      bus.publish([{ topic, key, headers: {}, value: Buffer.from('text') }], lead);
    const first = await bus.takeLead?.('notes');
    const ofOthers = await bus.takeLead?.('other-notes');
    await publish('led', first);
    const second = await bus.takeLead?.('notes');

    await expect(publish('late', first)).rejects.toBeInstanceOf(LeadLost);
    await publish('succeeded', second);
    await publish('of another outbox', ofOthers);

    const kept = await database.query('select key from bus.event where topic = $1 order by seq', [topic]);
    expect(kept.map(({ key }) => key)).toEqual(['led', 'succeeded', 'of another outbox']);
    await bus.close();
  });

  it('says that the bus is away when the database is, and when it is closed; not when a record is at fault', async () => {
    const topic = `topic-${randomUUID()}`;
    const record = { topic, key: 'key', headers: {}, value: Buffer.from('text') };
    const nobody = postgresBus({ url: 'postgres://nobody@127.0.0.1:1/nowhere' });
    await expect(nobody.publish([record])).rejects.toBeInstanceOf(BusAway);
    await nobody.close();

    const bus = postgresBus({ url: database.adminUrl });
    const refused = await bus.publish([{ ...record, key: 'no \0 is kept' }]).catch((error) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(refused).not.toBeInstanceOf(BusAway);
    await bus.publish([record]);
    await bus.close();
    await expect(bus.publish([record])).rejects.toBeInstanceOf(BusAway);
  });
});
