import { expect, it } from 'vitest';
import { nameKey, toPacketName } from './name-key.ts';

it.each([
  ['XYZ-2025-Q1', 'xyz-2025-q1'],
  ['  XYZ-2025-Q1 ', 'xyz-2025-q1'],
  ['Café Paris', 'CAFE\u0301  PARIS'],
  ['Übertrag\u00a0Nord', 'übertrag nord'],
  ['ＸＹＺ', 'xyz'],
  ['ﬁnal', 'FINAL'],
])('%j and %j are one packet name', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
});

it('keeps names apart that differ by an accent', () => {
  expect(nameKey('Café')).not.toBe(nameKey('Cafe'));
});

it('keeps the name as it was written, without the space around it', () => {
  expect(toPacketName(' Café  Q1 ')).toEqual({ ok: true, value: { text: 'Café  Q1', key: 'café q1' } });
});

it.each([
  ['   ', 'name-blank'],
  ['', 'name-blank'],
  ['x'.repeat(121), 'name-too-long'],
  ['Q1\u202e2025', 'name-unprintable'],
  ['Q1\u0000', 'name-unprintable'],
  ['line\u0007', 'name-unprintable'],
])('%j is no packet name: %s', (text, reason) => {
  expect(toPacketName(text)).toEqual({ ok: false, refusal: { reason } });
});
