import { contract, type EventContract } from '@recoup/contracts/envelope';
import { eventRecord } from '@recoup/testkit/event-record';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { decode, positionIn } from './decode.ts';

const subject = '019b8d2b-8c00-7430-87db-e9a3f94df4cc';
const stranger = '019b8d2b-8c00-7430-87db-e9a3f94df4cd';
const data = z.object({ turn: z.int() });
const contractOf = (type: string, topic: string, source?: string): EventContract<typeof data> => ({
  ...contract(type, topic, data),
  sources: source ? [source] : undefined,
});
const SongSung = contractOf('recoup.song.sung.v1', 'recoup.songs.v1', '/recoup/songs');
const NoteTurned = contractOf('recoup.note.turned.v1', 'recoup.notes.v1', '/recoup/notes');
const WishMade = contractOf('recoup.wish.made.v1', 'recoup.wishes.v1');
const catalogue = new Map<string, EventContract>(
  [SongSung, NoteTurned, WishMade].map((one) => [one.type, one]),
);

const published = (by = NoteTurned) => ({
  ...eventRecord(by, subject, 4, { turn: 1 }),
  partition: 0,
  position: '7',
});
const refusalOf = (given: object, by = NoteTurned) =>
  decode({ ...published(by), ...given }, catalogue).refusal;
const bytes = (text: string) => Buffer.from(text, 'latin1');
/** The bytes of an event whose fields read otherwise; one that is undefined is missing. */
const saying = (fields: object, by = NoteTurned) => {
  const event: object = JSON.parse(Buffer.from(published(by).value ?? []).toString());
  return { value: Buffer.from(JSON.stringify({ ...event, ...fields })) };
};

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

describe('a message that is no event', () => {
  it('has no value, or one that is not JSON in UTF-8', () => {
    const refused = (value: Buffer | null) => refusalOf({ value });
    expect(refused(null)).toEqual({ errorClass: 'undecodable', error: 'the message has no value' });
    for (const value of [bytes('{'), bytes('{"type":"\xff"}')])
      expect(refused(value)).toEqual({
        errorClass: 'undecodable',
        error: expect.stringMatching(/^not JSON: .*(JSON|encoded)/),
      });
  });

  it('is JSON without the fields of one, which are named in one line', () => {
    expect(refusalOf({ value: bytes('"note"') })).toEqual({
      errorClass: 'undecodable',
      error: 'no CloudEvent of ours: Invalid input: expected object, received string',
    });
    expect(refusalOf(saying({ sequence: undefined, data: { turn: 1 }, actor: undefined }))).toEqual({
      errorClass: 'undecodable',
      error:
        'no CloudEvent of ours: sequence: Invalid input: expected number, received undefined; actor: Invalid input: expected string, received undefined',
    });
  });
});

describe('a type that is not in the catalogue', () => {
  it('is a newer version of one that is, or is unknown', () => {
    expect(refusalOf(saying({ type: 'recoup.note.turned.v12' }))).toEqual({
      errorClass: 'newer-version',
      error: 'recoup.note.turned.v12 is a version this release does not know',
    });
    expect(refusalOf(saying({ type: 'recoup.note.lost.v1' }))).toEqual({
      errorClass: 'unknown-type',
      error: 'recoup.note.lost.v1 is not in the catalogue',
    });
  });

  it('is believed of nobody who may not publish on that topic', () => {
    const lost = { type: 'recoup.note.lost.v1', source: '/recoup/songs' };
    expect(refusalOf(saying(lost))).toEqual({
      errorClass: 'foreign-producer',
      error: 'recoup.note.lost.v1 is published by /recoup/notes only, not by /recoup/songs',
    });
    expect(refusalOf({ ...saying(lost), topic: 'recoup.drums.v1' })?.errorClass).toBe('unknown-type');
  });
});

describe('an event of somebody else', () => {
  it('is refused as such also when its data is wrong', () => {
    expect(refusalOf(saying({ source: '/recoup/songs', data: {} }))?.errorClass).toBe('foreign-producer');
  });

  it('does not stand on the topic of its kind', () => {
    expect(refusalOf({ topic: SongSung.topic })).toEqual({
      errorClass: 'foreign-producer',
      error: 'recoup.note.turned.v1 belongs on recoup.notes.v1',
    });
  });

  it('has the key of another aggregate', () => {
    expect(refusalOf({ key: stranger })).toEqual({
      errorClass: 'foreign-key',
      error: `key ${stranger} is not subject ${subject}`,
    });
  });

  it('is as good as any where anybody may publish', () => {
    const { value } = saying({ source: '/recoup/songs' }, WishMade);
    expect(decode({ ...published(WishMade), value }, catalogue).event?.subject).toBe(subject);
  });
});

describe('the position of a message in the life of its aggregate', () => {
  it('is told by what can be read of it', () => {
    const { value } = saying({ data: { turn: 'wrong' } });
    expect(positionIn({ key: subject.toUpperCase(), value })).toMatchObject({ subject, sequence: 4 });
  });

  it('is not told by one that is no event, or has the key of another', () => {
    const { value } = published();
    expect(positionIn({ key: stranger, value })).toBeUndefined();
    for (const none of [null, bytes('{'), bytes('{}')])
      expect(positionIn({ key: subject, value: none })).toBeUndefined();
  });
});
