import { contract } from '@recoup/contracts/envelope';
import { eventRecord } from '@recoup/testkit/event-record';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { DeadLetter } from './dead-letters.ts';
import { leavesUnknownSequence, skippedSequenceOf } from './skipped-sequence.ts';

const key = '019b8d2b-8c00-7430-87db-e9a3f94df4cc';
const NoteTurned = contract('recoup.note.turned.v1', 'recoup.notes.v1', z.object({ turn: z.int() }));
const readable = Buffer.from(eventRecord(NoteTurned, key, 4, { turn: 1 }).value);

const aLetter = (given: Partial<DeadLetter> = {}): DeadLetter => ({
  ...{ deadLetterId: key, consumer: 'listeners', topic: NoteTurned.topic, partition: 0, position: '7' },
  ...{ key, headers: {}, value: readable, errorClass: 'handler', error: '', attempts: 1, state: 'dead' },
  ...{ firstAt: '', lastAt: '', resolvedBy: null, resolvedAt: null, resolutionReason: null, waiting: 0 },
  ...given,
});
const unreadable = { value: Buffer.from('{'), errorClass: 'undecodable' };

describe('the sequence that a discarded letter leaves empty', () => {
  it('is the one it says itself, whatever an operator names', () => {
    for (const named of [undefined, 9])
      expect(skippedSequenceOf(aLetter(), named)).toMatchObject({ subject: key, sequence: 4 });
  });

  it('is the one that an operator names where it says none, and nobody knows it otherwise', () => {
    expect(skippedSequenceOf(aLetter(unreadable), 9)).toEqual({ subject: key, sequence: 9 });
    expect(skippedSequenceOf(aLetter(unreadable), undefined)).toBeUndefined();
  });

  it.each(['foreign-key', 'foreign-producer'])(
    'is not what a letter says whose fault is its %s, since the true event may still come',
    (errorClass) => {
      expect(skippedSequenceOf(aLetter({ errorClass }), undefined)).toBeUndefined();
      expect(skippedSequenceOf(aLetter({ errorClass }), 9)).toEqual({ subject: key, sequence: 9 });
    },
  );
});

it.each([
  [false, 'when nothing waits for it', aLetter(unreadable), undefined],
  [true, 'when events wait and it says none', aLetter({ ...unreadable, waiting: 1 }), undefined],
  [false, 'once an operator names it', aLetter({ ...unreadable, waiting: 1 }), 9],
  [false, 'when it says one', aLetter({ waiting: 1 }), undefined],
  [false, 'when it is foreign', aLetter({ errorClass: 'foreign-key', value: null, waiting: 1 }), undefined],
] as const)('a sequence must be named before a discard: %s %s', (needed, _, letter, named) => {
  expect(leavesUnknownSequence(letter, named)).toBe(needed);
});
