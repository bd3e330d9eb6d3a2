import { expect, it } from 'vitest';
import { verifiedText } from './verified-text.ts';

const log = {
  ledgerId: 'acme',
  entries: 12n,
  head: 'ab12',
  withoutBytes: 0,
  purges: [],
  unsealed: 0,
  waiting: [],
};
const checked = [
  'verified: 12 entries of ledger acme, head ab12',
  '  each has its number, its own hash and the head before it',
];

it('says what of a log was verified', () => {
  expect(verifiedText(log)).toEqual(checked);
  expect(verifiedText(log, { seq: 9n, head: 'cd34' })).toEqual([
    ...checked,
    '  the head kept at 9 is part of it',
  ]);
});

it('says what of a log could not be verified', () => {
  expect(
    verifiedText({
      ...log,
      withoutBytes: 3,
      purges: ['purged by Odette on 2026-05-01: request 17'],
      unsealed: 1,
      waiting: [{ eventId: 'e1', type: 'gl.posted', waiting: true }],
    }),
  ).toEqual([
    ...checked,
    '  3 entries without their bytes',
    '    purged by Odette on 2026-05-01: request 17',
    '  not verified: 1 entry not sealed yet',
    '    e1 gl.posted',
  ]);
});
