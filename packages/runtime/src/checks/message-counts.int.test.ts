import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { consumerOfNotes, listeningToNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { oneDeadLetterOf } from '../dead-letters/dead-notes.fixture.ts';
import { consume, NoteTurnedV1 } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { createOutbox, newEvent } from '../outbox/outbox.ts';
import { causedBy } from '../process/cause.ts';
import { countConsumed, countPublished } from './message-counts.ts';

const { database, server } = await notesInTest();

const { topic } = NoteTurnedV1;

it('what was published is counted by topic, with what the relay has still to send apart', async () => {
  const outbox = createOutbox(database, '/recoup/notes', () => new Date('2026-03-31'));
  const noteId = randomUUID();
  const turns = [1, 2, 3].map((turn) => newEvent(NoteTurnedV1, noteId, { noteId, turn }));
  await causedBy({ actor: 'test', correlationId: 'test' }, () =>
    database.transaction(() => outbox.append(turns)),
  );
  expect(await countPublished(database)).toEqual([{ topic, committed: 3, published: 0 }]);
  await server.query('update notes.outbox set published_at = now() where sequence < 3');
  expect(await countPublished(database)).toEqual([{ topic, committed: 3, published: 2 }]);
});

it('every event that was consumed is in one count: passed, parked or dead', async () => {
  const [consumer, whole, torn] = [randomUUID(), randomUUID(), randomUUID()];
  const listening = [{ consumer, topic }];
  const nothing = { consumer, topic, passed: 0, parked: 0, dead: 0, discarded: 0 };
  expect(await countConsumed(database, listening)).toEqual([nothing]);

  let broken = true;
  const notes = consumerOfNotes(
    database,
    listeningToNotes(async (noteId, turn) => {
      if (broken && noteId === torn && turn === 2) throw new RangeError('out of range');
      await consume(database, noteId, turn);
    }),
    consumer,
  );
  const events = [1, 2, 3, 4].flatMap((turn) => [turned(whole, turn), turned(torn, turn)]);
  await notes.handle(events);
  await notes.handle(events);
  expect(await countConsumed(database, listening)).toEqual([{ ...nothing, passed: 5, parked: 2, dead: 1 }]);

  broken = false;
  const deadLetter = await oneDeadLetterOf(database, torn);
  await notes.discard(deadLetter, { operator: 'kofi', reason: 'nobody needs it' });
  expect(await countConsumed(database, listening)).toEqual([{ ...nothing, passed: 8, discarded: 1 }]);
});
