import { randomUUID } from 'node:crypto';
import { testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { Delivery } from '../bus.ts';
import { drainGroup } from './drain-group.ts';

/** As many as are handed out side by side, so that no session is left to ask with while all are. */
const sessions = 3;
const database = await testDatabase();
const pool = new pg.Pool({ connectionString: database.adminUrl, max: sessions });
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const sessionsInUse = () => pool.totalCount - pool.idleCount + pool.waitingCount;

type Message = readonly [part: number, text: string];

/** A group of one topic whose rounds the test begins. Each batch is handled as soon as it is let go. */
const groupOf = async (batchSize?: number) => {
  const [group, topic] = [randomUUID(), randomUUID()];
  await pool.query('select bus.join_group($1, $2)', [group, [topic]]);
  const handed: Delivery[][] = [];
  const errors: unknown[] = [];
  let taken = 0;
  let held: PromiseWithResolvers<void> | undefined;
  const draining = drainGroup(
    pool,
    {
      ...{ group, topics: [topic] },
      ...(batchSize === undefined ? {} : { batchSize }),
      handle: async (batch) => {
        handed.push([...batch]);
        await held?.promise;
      },
      onError: (error) => errors.push(error),
    },
    () => {
      taken += 1;
    },
  );
  return {
    ...draining,
    group,
    topic,
    errors,
    taken: () => taken,
    /** What was handed out, a text for each batch. */
    texts: () =>
      handed.map((batch) => batch.map(({ value }) => Buffer.from(value ?? []).toString()).join(' ')),
    handed,
    hold: () => {
      const own = Promise.withResolvers<void>();
      held = own;
      // A test that fails must not keep the sessions of the others.
      onTestFinished(() => own.resolve());
      return own;
    },
    publish: async (...messages: readonly Message[]) => {
      for (const [part, text] of messages)
        await database.query(
          `insert into bus.event (topic, part, key, headers, value) values ($1, $2, 'key', '{"of": "test"}', $3)`,
          [topic, part, Buffer.from(text)],
        );
    },
    /** Begins what waits, and sees its end. */
    roundToItsEnd: async () => {
      const more = await draining.round();
      await draining.ended();
      return more;
    },
  };
};
const untilHanded = async (group: Awaited<ReturnType<typeof groupOf>>, batches: number) => {
  await expect.poll(() => group.handed.length, { timeout: 5_000, interval: 5 }).toBe(batches);
};

it('hands out what waits in a partition once, whole and in order, and says that it was taken', async () => {
  const group = await groupOf();
  await group.publish([7, 'first'], [7, 'second']);

  expect(await group.roundToItsEnd()).toBe(false);
  expect(await group.roundToItsEnd()).toBe(false);

  expect(group.texts()).toEqual(['first second']);
  const [[first, second] = []] = group.handed;
  expect(first).toEqual({
    topic: group.topic,
    key: 'key',
    headers: { of: 'test' },
    value: Buffer.from('first'),
    partition: 7,
    position: expect.stringMatching(/^\d+$/),
  });
  expect(Number(second?.position)).toBeGreaterThan(Number(first?.position));
  expect(group.taken()).toBe(1);
  expect(group.errors).toEqual([]);
});

it('hands out three partitions side by side, none of them twice, and asks for nothing more meanwhile', async () => {
  const group = await groupOf();
  const held = group.hold();
  await group.publish([0, 'zero']);
  await group.round();
  await untilHanded(group, 1);
  await group.publish([0, 'zero again'], [1, 'one'], [2, 'two'], [3, 'three'], [4, 'four']);

  await group.round();
  await untilHanded(group, 3);
  const full = group.round();
  expect(pool.waitingCount).toBe(0);
  expect(await full).toBe(false);

  const underWay = group.texts();
  held.resolve();
  await group.ended();
  expect(underWay).toHaveLength(3);
  expect(underWay[0]).toBe('zero');
  expect(underWay).not.toContain('zero again');
  expect(group.texts()).toEqual(underWay);
  expect(group.taken()).toBe(3);
});

it('hands out long work alone, a message at a time, and lets every partition have its turn', async () => {
  const group = await groupOf(1);
  await group.publish(
    [0, 'a'],
    [0, 'a'],
    [0, 'a'],
    [1, 'b'],
    [1, 'b'],
    [1, 'b'],
    [2, 'c'],
    [2, 'c'],
    [2, 'c'],
  );

  for (let round = 1; round <= 9; round += 1) {
    await group.roundToItsEnd();
    expect(group.texts()).toHaveLength(round);
  }

  const turns = [0, 3, 6].map((from) =>
    group
      .texts()
      .slice(from, from + 3)
      .sort(),
  );
  expect(turns).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ]);
});

it('has not ended while anything is under way, and does not begin with the same again', async () => {
  const group = await groupOf();
  const held = group.hold();
  await group.publish([0, 'slow']);
  await group.round();
  let over = false;
  const ended = group.ended().then(() => {
    over = true;
  });
  await untilHanded(group, 1);
  await group.publish([0, 'behind']);
  await group.round();

  expect(sessionsInUse()).toBe(1);
  expect(over).toBe(false);
  held.resolve();
  await ended;
  expect(group.taken()).toBe(1);
});

it('hands out again what was not handled, tells the fault, and goes on with other partitions', async () => {
  const group = await groupOf();
  await group.publish([0, 'bad']);
  const away = new Error('the service is away');
  const held = group.hold();

  await group.round();
  await untilHanded(group, 1);
  held.reject(away);
  await group.ended();
  expect(group.errors).toEqual([away]);
  expect(group.taken()).toBe(0);
  group.hold().resolve();
  await group.publish([1, 'good']);
  await group.roundToItsEnd();

  expect(group.texts()).toHaveLength(3);
  expect(group.texts().slice(1).sort()).toEqual(['bad', 'good']);
  expect(group.taken()).toBe(2);
  expect(group.errors).toEqual([away]);
});

it('leaves to another member of the group what that one has in its hands', async () => {
  const group = await groupOf();
  await group.publish([0, 'theirs']);
  const other = new pg.Client({ connectionString: database.adminUrl });
  await other.connect();
  await other.query('begin');
  await other.query('select from bus.position where grp = $1 for update', [group.group]);

  await group.roundToItsEnd();

  expect([group.texts(), group.taken(), group.errors]).toEqual([[], 0, []]);
  await other.end();
});
