import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { consumerOfNotes, listeningToNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { consume } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { listDeadLetters } from './dead-letters.ts';
import { deadLettersOf } from './dead-notes.fixture.ts';

const { database } = await notesInTest();

describe('a dead letter', () => {
  it('keeps the headers, the class and the text of what went wrong', async () => {
    const note = randomUUID();
    const { headers } = turned(note, 1);
    const consumer = consumerOfNotes(
      database,
      listeningToNotes(() => Promise.reject(new RangeError('amount out of range'))),
    );
    await consumer.handle([{ ...turned(note, 1), headers: { ...headers, traceparent: '00-1-2-01' } }]);

    expect(await deadLettersOf(database, note)).toMatchObject([
      {
        headers: { ...headers, traceparent: '00-1-2-01' },
        errorClass: 'handler',
        error: 'RangeError: amount out of range',
        attempts: 1,
        state: 'dead',
        waiting: 0,
      },
    ]);
  });

  it('is listed with its size, and how many events wait behind it', async () => {
    const note = randomUUID();
    const consumer = consumerOfNotes(
      database,
      listeningToNotes((noteId, turn) => consume(database, noteId, turn)),
    );
    const value = Buffer.from('{"of twenty-six bytes": 1}');
    await consumer.handle([{ ...turned(note, 1), value }, turned(note, 2), turned(note, 3)]);

    const listed = (await listDeadLetters(database, 'dead')).filter(({ key }) => key === note);
    expect(listed).toMatchObject([{ bytes: 26, waiting: 2 }]);
  });
});
