import { expect, it } from 'vitest';
import { longestComment, toComment, toRequiredComment } from './comment-text.ts';

const longest = 'x'.repeat(longestComment);

it.each([
  ['  called twice ', 'called twice'],
  ['  ', null],
  [null, null],
  [` ${longest} `, longest],
])('a comment is kept trimmed, a blank one not at all', (text, value) => {
  expect(toComment(text)).toEqual({ ok: true, value });
});

it.each([toComment, toRequiredComment])('one that is too long is refused', (read) => {
  expect(read(`${longest}x`)).toEqual({ ok: false, refusal: { reason: 'comment-too-long' } });
});

it('a blank one is refused where a comment is required', () => {
  expect(toRequiredComment('  ')).toEqual({ ok: false, refusal: { reason: 'comment-missing' } });
  expect(toRequiredComment(' called ')).toEqual({ ok: true, value: 'called' });
});
