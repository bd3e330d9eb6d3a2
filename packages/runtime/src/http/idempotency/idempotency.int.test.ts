import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import type { Answer } from '../endpoint.ts';
import { oncePerKey } from './idempotency.ts';

const { database } = await notesInTest();
beforeEach(async () => {
  await database.query(sql`delete from idempotency_key`);
});

type Outcome = Awaited<ReturnType<typeof oncePerKey>>;

/** Work that counts how often it was done. */
const workThat = (answers: () => Promise<Outcome>) => {
  let times = 0;
  const once = (actor = 'ann', print = 'print') =>
    oncePerKey(database, actor, 'one key', print, () => {
      times += 1;
      return answers();
    });
  return { once, times: () => times };
};
const answering = (answer: Answer) => workThat(async () => answer);

it('does the work once and gives its answer again, with status, headers, version and body', async () => {
  const answer = { status: 201, version: 3, headers: { location: '/v1/notes/1' }, body: { turn: 1 } };
  const { once, times } = answering(answer);
  expect(await once()).toEqual(answer);
  const headers = { location: '/v1/notes/1', etag: '"3"', 'idempotency-replayed': 'true' };
  for (const _ of [1, 2]) expect(await once()).toEqual({ status: 201, headers, body: { turn: 1 } });
  expect(times()).toBe(1);
});

it('gives an answer without anything again as 200 without anything', async () => {
  const { once } = answering({});
  expect(await once()).toEqual({});
  expect(await once()).toEqual({ status: 200, headers: { 'idempotency-replayed': 'true' }, body: null });
});

it('refuses a key for another request, and keeps the answer of the first', async () => {
  const { once, times } = answering({ body: 'first' });
  await once();
  expect(await once('ann', 'another print')).toEqual({
    problem: {
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
      detail: 'This Idempotency-Key was already used for a different request. Send a new one.',
    },
  });
  expect(await once()).toMatchObject({ body: 'first' });
  expect(times()).toBe(1);
});

it('lets each person have a key of their own, whatever it is called', async () => {
  const { once, times } = answering({ status: 201 });
  expect([await once('ann'), await once('uma')]).toEqual([{ status: 201 }, { status: 201 }]);
  expect(times()).toBe(2);
});

it('does the work of two requests at once a single time', async () => {
  const { once, times } = answering({ body: 'done' });
  const both = await Promise.all([once(), once()]);
  expect(both).toMatchObject([{ body: 'done' }, { body: 'done' }]);
  expect(times()).toBe(1);
});

it('frees the key of a request that was refused or failed, and of nobody else', async () => {
  const problem = { status: 409, code: 'OUT_OF_TURN', detail: 'It is not your turn' };
  const kept = answering({ body: 'kept' });
  await kept.once('uma');
  const refused = workThat(async () => ({ problem }));
  for (const _ of [1, 2]) expect(await refused.once()).toEqual({ problem });
  expect(refused.times()).toBe(2);
  const failing = workThat(async () => {
    throw new Error('the disk is full');
  });
  await expect(failing.once()).rejects.toThrow('the disk is full');
  expect(await answering({ body: 'at last' }).once()).toEqual({ body: 'at last' });
  await kept.once('uma');
  expect(kept.times()).toBe(1);
});
