import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { NoteTurnedV1 } from '../../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import { causedBy } from '../../process/cause.ts';
import { createOutbox, newEvent } from '../outbox.ts';

const { server, database } = await notesInTest();
const outbox = createOutbox(database, '/recoup/notes', () => new Date('2026-03-31T10:00:00Z'));
afterEach(() => server.query('truncate notes.outbox'));

const contracts = [NoteTurnedV1] as const;
const turnsOf = (ids: readonly string[], turn = sql`1`) => sql`
  select note_id as subject, 1 as sequence, ${NoteTurnedV1.type}::text as type,
         json_build_object('noteId', note_id, 'turn', ${turn}) as data
    from unnest(${ids}::uuid[]) as note (note_id)`;
const kept = async () => {
  const rows = await server.query<{ row: Record<string, unknown>; message: Record<string, unknown> }>(`
    select to_jsonb(outbox) - '{id,event_id,message,published_at}'::text[] as row,
           convert_from(message, 'UTF8')::json as message, event_id from notes.outbox order by id`);
  return rows.map(({ row, message: { id, ...message } }) => ({ row, message, id }));
};
const ids = (count: number) => Array.from({ length: count }, () => randomUUID());

it.each([
  ['all that caused it', { causationId: randomUUID(), businessDate: '2026-03-30' }],
  ['no more than who', {}],
])('keeps what a statement makes as it keeps other events, with %s', async (_what, more) => {
  const cause = { actor: 'uma', correlationId: 'request-1', ...more };
  const [noteId = ''] = ids(1);
  await causedBy(cause, () =>
    database.transaction(() => outbox.append([newEvent(NoteTurnedV1, noteId, { noteId, turn: 1 }, 1)])),
  );
  const [written] = await kept();
  await server.query('truncate notes.outbox');
  const count = await causedBy(cause, () =>
    database.transaction(() => outbox.appendSelected({ contracts, from: turnsOf([noteId]) })),
  );

  const [made, ...others] = await kept();
  expect([count, others]).toEqual([1, []]);
  expect([made?.row, made?.message]).toEqual([written?.row, written?.message]);
  expect(made?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('says how many it kept, each under an id of its own', async () => {
  const append = (notes: readonly string[]) =>
    causedBy({ actor: 'uma', correlationId: 'request-1' }, () =>
      database.transaction(() => outbox.appendSelected({ contracts, from: turnsOf(notes) })),
    );
  expect([await append([]), await append(ids(1_234))]).toEqual([0, 1_234]);
  expect(new Set((await kept()).map(({ id }) => id)).size).toBe(1_234);
});

it.each([
  ['of another type', sql`'first'::text`],
  ['of a fraction', sql`1.5`],
])('keeps nothing of what its contract refuses: a turn %s', async (_what, turn) => {
  const append = causedBy({ actor: 'uma', correlationId: 'request-1' }, () =>
    database.transaction(() => outbox.appendSelected({ contracts, from: turnsOf(ids(3), turn) })),
  );
  await expect(append).rejects.toThrow();
  expect(await kept()).toEqual([]);
});

it('refuses what a contract does not name, since nobody reads it', async () => {
  const from = sql`
    select note_id as subject, 1 as sequence, ${NoteTurnedV1.type}::text as type,
           json_build_object('noteId', note_id, 'turn', 1, 'mood', 'fine') as data
      from unnest(${ids(2)}::uuid[]) as note (note_id)`;
  const append = causedBy({ actor: 'uma', correlationId: 'request-1' }, () =>
    database.transaction(() => outbox.appendSelected({ contracts, from })),
  );
  await expect(append).rejects.toThrow(/is not what its contract says/);
  expect(await kept()).toEqual([]);
});

it('is written only inside a transaction', async () => {
  await expect(outbox.appendSelected({ contracts, from: turnsOf(ids(1)) })).rejects.toThrow(
    /only inside a transaction/,
  );
});
