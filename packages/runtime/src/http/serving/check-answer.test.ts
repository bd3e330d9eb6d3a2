import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { endpoint } from '../endpoint.ts';
import { instant, instantText } from '../times.ts';
import { checkAnswer } from './check-answer.ts';

const listed = endpoint({
  method: 'get',
  path: '/v1/notes',
  summary: 'Notes',
  access: 'signed-in',
  answer: z.object({ items: z.array(z.object({ text: z.string(), by: z.string().nullable() })) }),
  handle: async () => ({ body: { items: [] } }),
});

it('lets an answer through that its schema describes', () => {
  expect(() => checkAnswer(listed, { body: { items: [{ text: 'paid', by: null }] } })).not.toThrow();
});

it('lets bytes through where an endpoint has them beside its JSON, and nowhere else', () => {
  const bytes = { stream: Readable.from(['paid']) };
  const either = { ...listed, answer: { json: z.object({ text: z.string() }), orBytes: 'text/csv' } };
  expect(() => checkAnswer(either, bytes)).not.toThrow();
  expect(() => checkAnswer(either, { body: { text: 'paid' } })).not.toThrow();
  expect(() => checkAnswer(either, { body: { text: 1 } })).toThrow(/schema refuses/);
  expect(() => checkAnswer(listed, bytes)).toThrow(/bytes that it does not describe/);
});

it('refuses a body and bytes where a status alone is described', () => {
  const removed = { ...listed, answer: 'nothing' as const };
  expect(() => checkAnswer(removed, { status: 204 })).not.toThrow();
  expect(() => checkAnswer(removed, { body: { text: 'paid' } })).toThrow(/body that it does not describe/);
  expect(() => checkAnswer(removed, { stream: Readable.from(['paid']) })).toThrow(/bytes/);
});

it.each([
  ['lacks a field', { items: [{ text: 'paid' }] }, /schema refuses/],
  ['is of another type', { items: [{ text: 1, by: null }] }, /schema refuses/],
  [
    'has a field that nobody described',
    { items: [{ text: 'paid', by: null, at: 'noon' }] },
    /does not describe/,
  ],
  ['is not there at all', undefined, /schema refuses/],
])('refuses one that %s', (_case, body, why) => {
  expect(() => checkAnswer(listed, { body })).toThrow(why);
});

it('refuses a time as the database writes it, and takes it as the wire has it', () => {
  const stored = '2026-11-28 16:26:07.786842+00';
  const timed = { ...listed, answer: z.object({ paidAt: instant }) };
  expect(() => checkAnswer(timed, { body: { paidAt: stored } })).toThrow(/schema refuses/);
  expect(instantText(stored)).toBe('2026-11-28T16:26:07.786Z');
  expect(() => checkAnswer(timed, { body: { paidAt: instantText(stored) } })).not.toThrow();
});
