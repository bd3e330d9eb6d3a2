import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { lockUses } from '../../database/advisory-lock.ts';
import type { Bus, BusRecord } from '../bus.ts';
import type { TopicRetention } from '../retention.ts';
import { postgresBus } from './postgres-bus.ts';
import { pruneOnce } from './prune.ts';

let database: TestDatabase;
let pool: pg.Pool;
let bus: Bus;
const opened: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
  pool.on('error', () => undefined);
});
beforeEach(async () => {
  bus = memberOfBus();
  await database.query('truncate bus.event, bus.position, bus.pruned, bus.newest, bus.retention');
  await keep(plans);
});
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const memberOfBus = (): Bus => {
  const member = postgresBus({ url: database.adminUrl, pollMs: 10 });
  opened.push(member.close);
  return member;
};

const facts = { topic: 'facts', keep: { days: 7 } } as const;
const states = { topic: 'states', keep: 'newest' } as const;
const plans: readonly TopicRetention[] = [facts, states];

const record = (topic: string, key: string, text: string): BusRecord => ({
  topic,
  key,
  headers: {},
  value: Buffer.from(text),
});
const publish = (topic: string, ...records: readonly (readonly [key: string, text: string])[]) =>
  bus.publish(records.map(([key, text]) => record(topic, key, text)));

/** As provisioning would: what the bus keeps of which topics. */
const keep = async (retention: readonly TopicRetention[]): Promise<void> => {
  for (const { topic, keep: kept } of retention)
    await database.query(
      `insert into bus.retention (topic, days) values ($1, $2)
           on conflict (topic) do update set days = excluded.days`,
      [topic, kept === 'newest' ? null : kept.days],
    );
};

const age = async (interval: string): Promise<void> => {
  await database.query('update bus.event set at = at - $1::interval', [interval]);
};

/** No pruner works meanwhile: it deletes rows in another order than this updates them, and the two could wait for each other. */
const ageBetweenPrunings = () =>
  database.query(
    `select pg_advisory_xact_lock(${lockUses.busPruning}, 0);
     update bus.event set at = at - interval '2 hours' where topic = 'states'`,
  );

const pruneAll = async (batchSize?: number): Promise<void> => {
  while (await pruneOnce(pool, batchSize));
};

const kept = async (topic: string): Promise<readonly string[]> => {
  const rows = await database.query<{ text: string }>(
    `select convert_from(value, 'UTF8') as text from bus.event where topic = $1 order by seq`,
    [topic],
  );
  return rows.map(({ text }) => text);
};

const listen = async (group: string, topic: string, member = bus) => {
  const consumed: string[] = [];
  const subscription = await member.subscribe({
    group,
    topics: [topic],
    handle: async (batch) => {
      consumed.push(...batch.map(({ value }) => Buffer.from(value ?? []).toString()));
    },
    onError: () => undefined,
  });
  return { consumed, ...subscription };
};

const readAll = async (group: string, topic: string): Promise<readonly string[]> => {
  const { consumed, lag, stop } = await listen(group, topic);
  await eventually(async () => expect(await lag()).toBe(0));
  await stop();
  return consumed;
};

it('removes what is older than the topic keeps, a batch at a time, and nothing younger', async () => {
  await publish('facts', ['packet', 'old'], ['packet', 'old too'], ['packet', 'old as well']);
  await age('8 days');
  await publish('facts', ['packet', 'young']);

  expect([await pruneOnce(pool, 2), await pruneOnce(pool, 2)]).toEqual([true, false]);

  expect(await kept('facts')).toEqual(['young']);
});

it('keeps what the slowest group has not read, however old it is', async () => {
  await readAll('slow', 'facts');
  await publish('facts', ['packet', 'old']);
  await readAll('quick', 'facts');
  await age('900 days');

  await pruneAll();
  expect(await kept('facts')).toEqual(['old']);

  await readAll('slow', 'facts');
  await pruneAll();
  expect(await kept('facts')).toEqual([]);
});

it('keeps topics for ever whose retention it does not know', async () => {
  await publish('of another release', ['packet', 'old']);
  await age('9000 days');

  await pruneAll();

  expect(await kept('of another release')).toEqual(['old']);
});

it('keeps the newest state of each key for ever, and the whole state for a group that comes late', async () => {
  await publish('states', ['a', 'a1'], ['b', 'b1'], ['a', 'a2']);
  await age('2 hours');
  await pruneAll();
  expect(await kept('states')).toEqual(['b1', 'a2']);

  await publish('states', ['a', 'a3'], ['c', 'c1']);
  await age('900 days');
  await pruneAll();
  expect(await kept('states')).toEqual(['b1', 'a3', 'c1']);

  expect([...(await readAll('late', 'states'))].sort()).toEqual(['a3', 'b1', 'c1']);
});

it('keeps replaced states until every group has read what replaced them, and an hour longer', async () => {
  await readAll('slow', 'states');
  await publish('states', ['a', 'a1'], ['a', 'a2']);
  await age('2 hours');
  await pruneAll();
  expect(await kept('states')).toEqual(['a1', 'a2']);

  await readAll('slow', 'states');
  await publish('states', ['a', 'a3']);
  await readAll('slow', 'states');
  await pruneAll();
  expect(await kept('states')).toEqual(['a2', 'a3']);
});

it.each([
  ['before it was pruned', async () => undefined],
  ['after it was pruned', () => pruneAll()],
])('keeps the highest sequence of a key when a lower one lands behind it, %s', async (_when, between) => {
  const state = (sequence: number) => ({ ...record('states', 'a', `a${sequence}`), sequence });
  await bus.publish([state(1), state(2)]);
  await age('2 hours');
  await between();
  await bus.publish([state(1)]);
  await age('2 hours');

  await pruneAll();

  expect(await kept('states')).toEqual(['a2']);
});

it('goes on where a pruner was killed in the middle of a batch', async () => {
  const keys = Array.from({ length: 40 }, () => randomUUID());
  for (const turn of ['first', 'second', 'third'])
    await publish('states', ...keys.map((key) => [key, turn] as const));
  await age('2 hours');
  await pruneOnce(pool, 1);
  const holder = new pg.Client({ connectionString: database.adminUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query(`select from bus.event where topic = 'states' for update`);
  const dying = expect(pruneOnce(pool, 3)).rejects.toThrow();
  const [victim] = await eventually(async () => {
    const waiting = await database.query<{ pid: number }>(
      `select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%bus.prune(%' and datname = current_database()`,
    );
    expect(waiting).toHaveLength(1);
    return waiting;
  });
  await database.query('select pg_terminate_backend($1)', [victim?.pid]);
  await dying;
  await holder.query('rollback');
  await holder.end();

  await pruneAll(7);

  expect(await kept('states')).toEqual(keys.map(() => 'third'));
});

it('lets one pruner work while the others answer at once', async () => {
  await publish('facts', ['packet', 'old']);
  await age('8 days');
  const other = new pg.Client({ connectionString: database.adminUrl });
  await other.connect();
  await other.query('select pg_advisory_lock($1, 0)', [lockUses.busPruning]);

  expect(await pruneOnce(pool)).toBe(false);
  expect(await kept('facts')).toEqual(['old']);

  await other.end();
  await eventually(async () => {
    await pruneOnce(pool);
    expect(await kept('facts')).toEqual([]);
  });
});

it('loses nothing while relays publish, groups read and two pruners work, and the table stays small', async () => {
  const keys = Array.from({ length: 30 }, (_, number) => `key-${number}`);
  await keep([{ topic: 'facts', keep: { days: 0 } }, states]);
  const readers = await Promise.all([
    listen('one', 'facts'),
    listen('two', 'facts', memberOfBus()),
    listen('one', 'states'),
  ]);
  const relays = [bus, memberOfBus(), memberOfBus()];
  let publishing = true;
  const pruner = async () => {
    while (publishing) await pruneOnce(pool, 50);
  };
  const pruners = [pruner(), pruner()];
  const turns = 60;
  for (let turn = 1; turn <= turns; turn += 1) {
    await Promise.all(
      relays.map((relay, number) =>
        relay.publish(
          keys.flatMap((key) => [
            record('facts', `${number} ${key}`, `${number} ${key} ${turn}`),
            record('states', `${number} ${key}`, `${number} ${key} ${turn}`),
          ]),
        ),
      ),
    );
    await ageBetweenPrunings();
    if (turn % 10 === 0)
      await eventually(async () => {
        const rows = (await kept('facts')).length + (await kept('states')).length;
        expect(rows).toBeLessThanOrEqual(3 * keys.length * 3);
      });
  }
  const whole = relays.length * keys.length * turns;
  for (const { consumed } of readers.slice(0, 2)) {
    await eventually(() => expect(consumed.length).toBeGreaterThanOrEqual(whole));
    expect(new Set(consumed).size).toBe(whole);
  }
  await eventually(async () => expect(await kept('facts')).toEqual([]));
  publishing = false;
  await Promise.all(pruners);
  await Promise.all(readers.map(({ stop }) => stop()));

  expect(
    [...new Set(await readAll('late', 'states'))].filter((text) => text.endsWith(` ${turns}`)),
  ).toHaveLength(relays.length * keys.length);
}, 120_000);

it('prunes by itself, and shows how long a group that nobody runs has held messages', async () => {
  await readAll('gone', 'states');
  await publish('states', ['a', 'a1'], ['a', 'a2']);
  await publish('facts', ['packet', 'old']);
  await age('8 days');
  const pruning = postgresBus({
    url: database.adminUrl,
    pruning: { everyMs: 20, onError: () => undefined },
  });
  opened.push(pruning.close);
  let rounds = 0;
  pruning.whenPruned?.(() => {
    rounds += 1;
  });

  await eventually(async () => expect(await kept('facts')).toEqual([]));
  await eventually(async () => expect(rounds).toBeGreaterThan(0));

  expect(await kept('states')).toEqual(['a1', 'a2']);
  expect(await pruning.size?.bytes()).toBeGreaterThan(0);
  expect((await pruning.size?.oldestUnreadSeconds())?.get('gone')).toBeGreaterThan(7 * 24 * 60 * 60);
  await database.query(`delete from bus.position where grp = 'gone'`);
  await eventually(async () => expect(await kept('states')).toEqual(['a2']));
});
