import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { sessionSettings } from '../../database/session.ts';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import { heldBack } from './held-back.ts';
import { readBatch } from './next-batch.ts';

const { server } = await notesInTest();
const client = new pg.Client(sessionSettings(server.runtimeUrl('notes'), 'relay', 'test'));
await client.connect();
afterAll(() => client.end());
beforeEach(() => server.query('truncate notes.outbox'));

const keys = (count: number) => Array.from({ length: count }, () => randomUUID());
const waiting = (aggregates: readonly string[], bytes = 10, topic = 'recoup.notes.v1') =>
  server.query(
    `insert into notes.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
     select gen_random_uuid(), $2, key, 1, 'changed', 'test', now(), decode(repeat('00', $3), 'hex')
       from unnest($1::uuid[]) with ordinality as noted (key, ordinal) order by ordinal`,
    [aggregates, topic, bytes],
  );
const nothingHeld = () => heldBack({ forMs: 60_000, onHeld: () => undefined });
const next = async (batchSize: number, held = nothingHeld()) => {
  const { rows, more } = await readBatch(client, held, batchSize);
  return { keys: rows.map(({ aggregate_id }) => aggregate_id), more };
};

it('is what waits in order of id, and says whether more may wait behind it', async () => {
  const notes = keys(3);
  await waiting(notes);
  expect(await next(2)).toEqual({ keys: notes.slice(0, 2), more: true });
  expect(await next(3)).toEqual({ keys: notes, more: true });
  expect(await next(4)).toEqual({ keys: notes, more: false });
});

it('ends before it is too large for the memory, with more behind it', async () => {
  const notes = keys(10);
  await waiting(notes, 900_000);
  expect(await next(20)).toEqual({ keys: notes.slice(0, 8), more: true });
});

it('leaves out what the bus refuses for now, and is empty where that is all', async () => {
  const [held, open] = [randomUUID(), randomUUID()];
  await waiting([held, open]);
  await waiting([randomUUID()], 10, 'recoup.songs.v1');
  const refused = nothingHeld();
  refused.holdAggregate(held, new Error('too large'));
  refused.holdTopic('recoup.songs.v1', new Error('missing'));
  expect(await next(10, refused)).toEqual({ keys: [open], more: false });
  refused.holdAggregate(open, new Error('too large'));
  expect(await next(10, refused)).toEqual({ keys: [], more: false });
});

it('is nothing that was published', async () => {
  await waiting(keys(2));
  await server.query('update notes.outbox set published_at = now()');
  expect(await next(10)).toEqual({ keys: [], more: false });
});
