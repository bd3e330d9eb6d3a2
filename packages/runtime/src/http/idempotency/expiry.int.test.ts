import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import { expireAnswers } from './expiry.ts';
import { oncePerKey } from './idempotency.ts';

const { database, server } = await notesInTest();
beforeEach(async () => {
  await database.query(sql`delete from idempotency_key`);
});

const answered = async (key: string, days: number): Promise<void> => {
  await oncePerKey(database, 'ann', key, 'print', async () => ({ body: { key } }));
  await database.query(sql`
    update idempotency_key set created_at = now() - make_interval(days => ${days}) where key = ${key}`);
};
const keys = async (): Promise<readonly string[]> => {
  const rows = await database.query<{ key: string }>(sql`select key from idempotency_key order by key`);
  return rows.map(({ key }) => key);
};

it('forgets an answer after seven days and not before', async () => {
  await answered('a key of today', 0);
  await answered('a key of this week', 6);
  await answered('a key of last week', 8);

  expect(await expireAnswers(database)).toBe(false);

  expect(await keys()).toEqual(['a key of this week', 'a key of today']);
});

it('serves a request as a new one when its key was forgotten', async () => {
  await answered('a key of last week', 8);
  await expireAnswers(database);

  const again = await oncePerKey(database, 'ann', 'a key of last week', 'other print', async () => ({
    status: 201,
  }));

  expect(again).toEqual({ status: 201 });
});

it('goes batch by batch, and two at once take different ones', async () => {
  for (const number of Array.from({ length: 12 }, (_, index) => index)) await answered(`key ${number}`, 8);

  const both = await Promise.all([expireAnswers(database, 4), expireAnswers(database, 4)]);
  expect(both).toEqual([true, true]);
  expect(await keys()).toHaveLength(4);
  expect(await expireAnswers(database, 5)).toBe(false);
  expect(await keys()).toEqual([]);
});

it('leaves the key of a request that is under way, so that its repeat waits for the answer', async () => {
  await oncePerKey(database, 'ann', 'a slow request', 'print', async () => {
    await database.outsideTransaction(() => expireAnswers(database));
    return { status: 201 };
  });

  expect(await keys()).toEqual(['a slow request']);
});

it('finds old answers by their age, however many are kept', async () => {
  await database.query(sql`
    insert into idempotency_key (actor, key, fingerprint, created_at)
    select 'ann', number::text, 'print', now() - interval '30 days' * (number <= 100)::int
      from generate_series(1, 20000) as number`);
  await server.query('analyze notes.idempotency_key');
  const plan = await database.query<{ 'QUERY PLAN': string }>(sql`
    explain select ctid from idempotency_key where created_at < now() - interval '7 days'
     order by created_at limit 5000`);
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('idempotency_key_by_age');
});
