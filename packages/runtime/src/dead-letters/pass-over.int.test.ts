import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { turned } from '../consumer/consumer-of-notes.fixture.ts';
import { createInbox } from '../inbox/inbox.ts';
import { consume, consumedTurns, NoteTurnedV1, read } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { facts, on, state } from '../inbox/subscription.ts';

const { database } = await notesInTest();
const { topic } = NoteTurnedV1;
const hearing = facts(topic, [on(NoteTurnedV1, ({ data }) => consume(database, data.noteId, data.turn))]);

/** The inbox of one consumer, and all that it knows of one note. */
const inboxOfNote = () => {
  const [group, subject] = [randomUUID(), randomUUID()];
  const inbox = createInbox(
    database,
    group,
    (_topic, key, value) => read({ ...turned(key, 1), value: Buffer.from(value) }).event,
  );
  const received = (turn: number) => read(turned(subject, turn));
  const passOver = (
    sequence: number,
    id?: string,
    subscription: Parameters<typeof inbox.passOver>[0] = hearing,
  ) =>
    inbox.passOver(
      subscription,
      { partition: 0, position: '1' },
      { subject, sequence, ...(id === undefined ? {} : { id }) },
    );
  const known = async () => ({
    events: await database.query(sql`select event_id as id, outcome from inbox where consumer = ${group}`),
    reached: await database.query(
      sql`select sequence from inbox_version where consumer = ${group} and sequence > 0`,
    ),
  });
  return { inbox, subject, received, passOver, known };
};

it('an event that is passed over never has an effect, and the next one follows', async () => {
  const { inbox, subject, received, passOver, known } = inboxOfNote();
  const [first, second] = [received(1), received(2)];

  expect(await passOver(1, first.event.id)).toBe('passed');

  expect(await known()).toEqual({
    events: [{ id: first.event.id, outcome: 'discarded' }],
    reached: [{ sequence: 1 }],
  });
  expect(await inbox.take(hearing, [first, second])).toEqual(new Map([[second.event.id, 'applied']]));
  expect(await consumedTurns(database, subject)).toEqual([2]);
});

it('of an event that nobody can name, the sequence alone is passed over', async () => {
  const { inbox, subject, received, passOver, known } = inboxOfNote();

  expect(await passOver(1)).toBe('passed');

  expect(await known()).toEqual({ events: [], reached: [{ sequence: 1 }] });
  await inbox.take(hearing, [received(2)]);
  expect(await consumedTurns(database, subject)).toEqual([2]);
});

it('what others wait for is not passed over with what waits itself, and nothing is kept of the try', async () => {
  const { inbox, received, passOver, known } = inboxOfNote();
  const second = received(2);
  await inbox.take(hearing, [second]);
  const before = await known();

  expect(await passOver(2, second.event.id)).toBe('parked');

  expect(await known()).toEqual(before);
  expect(before).toEqual({ events: [{ id: second.event.id, outcome: 'parked' }], reached: [] });
});

it('an event that was taken in after all stays so; one that came too late is discarded', async () => {
  const { inbox, received, passOver, known } = inboxOfNote();
  const [first, late] = [received(1), received(1)];
  await inbox.take(hearing, [first, late]);

  expect(await passOver(1, first.event.id)).toBe('taken-in');
  expect(await passOver(1, late.event.id)).toBe('passed');

  const { events } = await known();
  expect(new Set(events)).toEqual(
    new Set([
      { id: first.event.id, outcome: 'applied' },
      { id: late.event.id, outcome: 'discarded' },
    ]),
  );
});

it('states have no sequence to fill: whatever waits, one is passed over with nothing kept', async () => {
  const { inbox, received, passOver, known } = inboxOfNote();
  await inbox.take(hearing, [received(2)]);
  const before = await known();

  expect(
    await passOver(
      3,
      randomUUID(),
      state([NoteTurnedV1], () => Promise.resolve()),
    ),
  ).toBe('passed');

  expect(await known()).toEqual(before);
});
