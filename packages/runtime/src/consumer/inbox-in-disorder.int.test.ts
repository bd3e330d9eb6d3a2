import { randomUUID } from 'node:crypto';
import { type SeededRandom, seededRandom } from '@recoup/local/seeded-random';
import { eventRecord } from '@recoup/testkit/event-record';
import { randomRun, rounds } from '@recoup/testkit/random-run';
import { expect, it } from 'vitest';
import type { Delivery } from '../bus/bus.ts';
import { consume, consumedTurns, NoteTurnedV1 } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { facts, on } from '../inbox/subscription.ts';
import { consumerOfNotes } from './consumer-of-notes.fixture.ts';

const notes = 12;
const turns = 6;
const { seed: first } = randomRun('events in disorder');
const seeds = Array.from({ length: rounds(20) }, (_, order) => first + order);

const { database, server } = await notesInTest();

/** Every event one to five times, at any order. */
const disorder = (ids: readonly string[], random: SeededRandom): readonly Delivery[] => {
  const copies = ids.flatMap((noteId) =>
    Array.from({ length: turns }, (_, n) =>
      eventRecord(NoteTurnedV1, noteId, n + 1, { noteId, turn: n + 1 }),
    ).flatMap((record) =>
      Array.from({ length: 1 + random.below(5) }, () => ({ order: random.below(1_000_000), record })),
    ),
  );
  return copies
    .sort((one, other) => one.order - other.order)
    .map(({ record }, order) => ({ ...record, partition: 0, position: String(order) }));
};

it.each(seeds)('each event has its effect once and in turn, whatever comes when (seed %i)', async (seed) => {
  const random = seededRandom(seed);
  const ids = Array.from({ length: notes }, () => randomUUID());
  const deliveries = [...disorder(ids, random)];
  const group = randomUUID();
  const hearing = facts(NoteTurnedV1.topic, [
    on(NoteTurnedV1, ({ data: { noteId, turn } }) => consume(database, noteId, turn)),
  ]);
  const members = [1, 2].map(() => consumerOfNotes(database, hearing, group));
  await Promise.all(
    members.map(async (member) => {
      while (deliveries.length > 0) await member.handle(deliveries.splice(0, 1 + random.below(20)));
    }),
  );

  for (const id of ids)
    expect(await consumedTurns(database, id)).toEqual(Array.from({ length: turns }, (_, n) => n + 1));
  const rows = await server.query<{ outcome: string; count: number }>(
    `select outcome, count(*)::int as count from notes.inbox where consumer = $1 group by outcome`,
    [group],
  );
  expect(rows).toEqual([{ outcome: 'applied', count: notes * turns }]);
  const waiting = await server.query(
    `select 1 from notes.inbox_parked where consumer = $1
     union all select 1 from notes.dead_letter where consumer = $1`,
    [group],
  );
  expect(waiting).toEqual([]);
});
