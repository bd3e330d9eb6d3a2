import { contract, type EventContract } from '@recoup/contracts/envelope';
import { eventRecord } from '@recoup/testkit/event-record';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { decode } from './decode.ts';

const subject = '019b8d2b-8c00-7430-87db-e9a3f94df4cc';
const data = z.object({ turn: z.int() });
const NoteTurned = {
  ...contract('recoup.note.turned.v1', 'recoup.notes.v1', data),
  sources: ['/recoup/notes'],
};
const catalogue = new Map<string, EventContract>([[NoteTurned.type, NoteTurned]]);
const published = (by: EventContract<typeof data> = NoteTurned) => ({
  ...eventRecord(by, subject, 1, { turn: 1 }),
  partition: 0,
  position: '7',
});

it('reads an event on its topic from the service that publishes it', () => {
  expect(decode(published(), catalogue).event).toMatchObject({ subject, data: { turn: 1 } });
});

it('reads ids in capitals as the same ids in small letters, those of the event and of its key', () => {
  const record = published();
  const { key } = record;
  const value = Buffer.from(
    Buffer.from(record.value ?? [])
      .toString()
      .replaceAll(subject, subject.toUpperCase()),
  );
  expect(decode({ ...record, key: key.toUpperCase(), value }, catalogue).event).toMatchObject({ subject });
  expect(decode({ ...record, value }, catalogue).event).toMatchObject({ subject });
});

it('does not believe an event that names another source', () => {
  expect(decode(published({ ...NoteTurned, sources: ['/recoup/else'] }), catalogue).refusal).toEqual({
    errorClass: 'foreign-producer',
    error: 'recoup.note.turned.v1 is published by /recoup/notes only, not by /recoup/else',
  });
});

it('does not believe an event on the topic of another one', () => {
  const { refusal } = decode({ ...published(), topic: 'recoup.songs.v1' }, catalogue);
  expect(refusal?.errorClass).toBe('foreign-producer');
});

it('names the fields of an event that are not as its contract says', () => {
  const { value } = published();
  const wrong = Buffer.from(
    Buffer.from(value ?? [])
      .toString()
      .replace('"turn":1', '"turn":"first"'),
  );
  expect(decode({ ...published(), value: wrong }, catalogue).refusal).toEqual({
    errorClass: 'contract',
    error: 'data.turn: Invalid input: expected number, received string',
  });
});

it.each([
  ['NUL among its bytes', Buffer.from([0, 0, 0, 0, 1, 123])],
  ['a type that is no text', Buffer.from('{"type":{"toString":1}}')],
])('refuses a message with %s, in words that can be kept', (_, value) => {
  const { refusal } = decode({ ...published(), value }, catalogue);
  expect(refusal?.errorClass).toBe('undecodable');
  expect(refusal?.error).not.toContain('\0');
});
